using System.Text;

namespace AllSolutionsExchange.Setup.Proxy;

/// <summary>
/// A change as a PowerShell script for somebody who has the server that the admin lacks. It stands on .NET alone, so that it runs in
/// Exchange 2010's PowerShell 2.0 too, and changes nothing but the very file that was read.
/// </summary>
internal static class EwsProxyScript
{
    private const string Rest = """
            function Read-Hash([byte[]] $bytes) {
                [BitConverter]::ToString([Security.Cryptography.SHA256]::Create().ComputeHash($bytes)).Replace('-', '')
            }
            function Write-Through([string] $file, [byte[]] $bytes) {
                $stream = [IO.File]::Create($file, 4096, [IO.FileOptions]::WriteThrough)
                try { $stream.Write($bytes, 0, $bytes.Length) } finally { $stream.Close() }
            }

            # What this script left where it was cut short.
            if (-not [IO.File]::Exists($path) -and [IO.File]::Exists("$path.old.config")) { [IO.File]::Move("$path.old.config", $path) }
            $old = [IO.File]::ReadAllBytes($path)
            if ((Read-Hash $old) -eq $after) {
                if ([IO.File]::Exists("$path.old.config") -and (Read-Hash ([IO.File]::ReadAllBytes("$path.old.config"))) -eq $before) {
                    [IO.File]::Delete("$path.old.config")
                }
                "Nothing to do: '$path' is changed already."
                return
            }
            if ((Read-Hash $old) -ne $before) { throw "'$path' is not the file that this script was made for. Have a new script made." }

            [byte[]] $new = [Array]::CreateInstance([byte], $old.Length - $length + $inserted.Length)
            [Array]::Copy($old, 0, $new, 0, $start)
            [Array]::Copy($inserted, 0, $new, $start, $inserted.Length)
            [Array]::Copy($old, $start + $length, $new, $start + $inserted.Length, $old.Length - $start - $length)
            if ((Read-Hash $new) -ne $after) { throw 'This script was damaged on its way. Have it sent again, as a file.' }

            [void] [IO.Directory]::CreateDirectory($backup)
            $copy = [IO.Path]::Combine($backup, 'EWS-web-' + $before.Substring(0, 16) + '.config')
            if (-not [IO.File]::Exists($copy)) { Write-Through $copy $old }
            if ((Read-Hash ([IO.File]::ReadAllBytes($copy))) -ne $before) {
                throw "The backup '$copy' was damaged. Move it away and run this script again."
            }

            Write-Through "$path.new.config" $new
            if ((Read-Hash ([IO.File]::ReadAllBytes($path))) -ne $before) {
                [IO.File]::Delete("$path.new.config")
                throw "'$path' was changed in the meantime and was left so."
            }
            [IO.File]::Replace("$path.new.config", $path, "$path.old.config")
            if ((Read-Hash ([IO.File]::ReadAllBytes("$path.old.config"))) -ne $before) {
                [IO.File]::Replace("$path.old.config", $path, "$path.new.config")
                [IO.File]::Delete("$path.new.config")
                throw "'$path' was changed in the meantime and was left so."
            }
            [IO.File]::Delete("$path.old.config")
            if ((Read-Hash ([IO.File]::ReadAllBytes($path))) -ne $after) {
                throw "'$path' does not hold what was written. Put back '$copy'."
            }
            "Changed '$path'. The file as it was: '$copy'."
        } @args
        """;

    /// <summary>The script; null where nothing changes.</summary>
    /// <param name="change">The change.</param>
    /// <param name="backupDirectory">Where the script keeps the file as it was; null for a folder of its own in the server's
    /// ProgramData.</param>
    public static string? Of(EwsProxyChange change, string? backupDirectory)
    {
        if (change.Splice is not { } splice)
        {
            return null;
        }

        var file = change.Before.File;
        var start = file.ByteOffset(splice.Start);

        // Not the default store's folder, which the module refuses where it did not make it itself.
        var backup = backupDirectory is null
            ? "([Environment]::GetFolderPath('CommonApplicationData') + '\\AllSolutionsExchange web.config backups')"
            : Quote(backupDirectory);
        return $$"""
                # {{Title(change)}}
                # To be run by an administrator of {{OneLine(change.File.Server)}}, on that server. It changes one file, and only where that
                # file still is as it was when this script was made. Where it is kept elsewhere, give this script its -Path. Saving the file
                # recycles the application pool {{EwsConfigFile.ApplicationPool}}.
                & {
                    param(
                        [string] $Path = {{Quote(change.File.PathOnServer)}},
                        [string] $Backup = {{backup}}
                    )
                    $ErrorActionPreference = 'Stop'
                    $before = '{{FileHash.Of(file.Bytes)}}'
                    $after = '{{FileHash.Of(change.After)}}'
                    $start = {{start}}
                    $length = {{file.ByteOffset(splice.Start + splice.Length) - start}}
                    [byte[]] $inserted = {{Inserted(file, splice.Inserted)}}

                """.Replace("\r\n", "\n")
            + Rest.Replace("\r\n", "\n")
            + "\n";
    }

    private static string Title(EwsProxyChange change) =>
        change.Action switch
        {
            EwsProxyAction.Set => "Sets the proxy of Exchange Web Services: "
                + $"{change.Settings!.ProxyAddress?.GetLeftPart(UriPartial.Authority) ?? "that of the system"}.",
            EwsProxyAction.Remove => "Takes the proxy of Exchange Web Services out.",
            _ => "Puts the web.config of Exchange Web Services back as it was before its proxy was set.",
        };

    // Lines as they will be in the file, for who reads the script; what a mail would spoil goes as Base64.
    private static string Inserted(ConfigText file, string text)
    {
        if (text.Length == 0)
        {
            return "@()";
        }

        var lines = file.NewLine.Length == 0 ? [text] : text.Split([file.NewLine], StringSplitOptions.None);
        if (lines.Any(line => line.Any(character => character is < ' ' and not '\t' or > '~')))
        {
            return $"[Convert]::FromBase64String('{Convert.ToBase64String(file.Encoding.GetBytes(text))}')";
        }

        var joined = new StringBuilder($"{EncodingName(file.Encoding)}.GetBytes((@(\n");
        foreach (var line in lines)
        {
            joined.Append("        ").Append(Quote(line)).Append('\n');
        }

        return joined.Append($"    ) -join \"{file.NewLine.Replace("\r", "`r").Replace("\n", "`n")}\"))").ToString();
    }

    private static string EncodingName(Encoding encoding) =>
        encoding.CodePage switch
        {
            1200 => "[Text.Encoding]::Unicode",
            1201 => "[Text.Encoding]::BigEndianUnicode",
            _ => "[Text.Encoding]::ASCII",
        };

    // PowerShell takes typographic quotes for quotes.
    private static string Quote(string text) =>
        "'"
        + string.Concat(
            text.Select(character =>
                character is '\'' or '\u2018' or '\u2019' or '\u201A' or '\u201B' ? $"{character}{character}" : character.ToString()
            )
        )
        + "'";

    private static string OneLine(string text) => string.Concat(text.Select(character => char.IsControl(character) ? ' ' : character));
}
