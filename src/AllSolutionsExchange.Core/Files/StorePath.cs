using System.Text.RegularExpressions;

namespace AllSolutionsExchange.Files;

/// <summary>Whether a text can name a store's file at all. One rule for whoever opens one; nothing is looked up.</summary>
internal static class StorePath
{
    private const RegexOptions Options = RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    /// <summary>Why a path is refused, with what to do; null for one that is taken.</summary>
    /// <param name="path">The path as it was given.</param>
    /// <param name="isWindows">Whether Windows' rules for names hold. Shares and device paths are refused everywhere.</param>
    public static Refusal? Refusal(string path, bool isWindows)
    {
        var text = path.Replace('/', '\\');
        if (Is(text, @"^(\\\\[?.]|\\\?\?)\\UNC(\\|$)"))
        {
            return Network(path);
        }

        if (Is(text, @"^(\\\\[?.]|\\\?\?)(\\|$)"))
        {
            return new(
                $"'{path}' is a device path of Windows, which is not accepted.",
                "Give the path of the file without that prefix, such as C:\\Data\\store.db."
            );
        }

        if (text.StartsWith(@"\\", StringComparison.Ordinal))
        {
            return Network(path);
        }

        if (isWindows && WindowsRefusal(path, text) is { } refusal)
        {
            return refusal;
        }

        return path.EndsWith("/", StringComparison.Ordinal) || (isWindows && text.EndsWith(@"\", StringComparison.Ordinal))
            ? new($"'{path}' is a folder.", $"Name the store's file, such as '{path}store.db'.")
            : null;
    }

    /// <summary>Why a full path is refused that stands on a drive of another computer; null for one that is taken.</summary>
    public static Refusal? DriveRefusal(string fullPath) =>
        Path.DirectorySeparatorChar == '\\' && new DriveInfo(Path.GetPathRoot(fullPath)!).DriveType == DriveType.Network
            ? Network(fullPath)
            : null;

    private static Refusal Network(string path) =>
        new($"'{path}' is on the network, where SQLite cannot lock a store safely (sqlite.org/wal.html).", "Name a path on a local disk.");

    private static Refusal? WindowsRefusal(string path, string text)
    {
        if (Is(text, @"^[a-z]:(?!\\)"))
        {
            return new($"'{path}' is relative to an unknown folder of its drive.", "Give the full path, such as C:\\Data\\store.db.");
        }

        var names = Is(text, "^[a-z]:") ? text.Substring(2) : text;
        var parts = names.Split('\\').Where(name => name is not ("" or "." or "..")).ToList();
        if (parts.Select(Stem).FirstOrDefault(IsDevice) is { } device)
        {
            return new($"'{path}' names the device {device.ToUpperInvariant()} of Windows and not a file.", "Give it another name.");
        }

        if (names.Contains(':'))
        {
            return new($"'{path}' names a stream inside a file, and a store is a file.", "Give it a name without a colon.");
        }

        if (names.Any(character => character is < ' ' or '<' or '>' or '"' or '|' or '?' or '*'))
        {
            return new(
                $"'{path}' holds a character that Windows allows in no name.",
                "Give it a name without < > \" | ? * and control characters."
            );
        }

        return parts.Any(name => name.EndsWith(".", StringComparison.Ordinal) || name.EndsWith(" ", StringComparison.Ordinal))
            ? new($"'{path}' has a name that ends with a dot or a space, which Windows leaves out.", "Give it a name without it.")
            : null;
    }

    /// <summary>What Windows looks at to know a device: what comes before the first dot or colon, whatever folder the name is in.</summary>
    private static string Stem(string name) => name.Split('.', ':')[0].TrimEnd(' ');

    private static bool IsDevice(string stem) => Is(stem, @"^(CON|PRN|AUX|NUL|CLOCK\$|CONIN\$|CONOUT\$|(COM|LPT)[0-9\u00b9\u00b2\u00b3])$");

    private static bool Is(string text, string pattern) => Regex.IsMatch(text, pattern, Options, Limit);
}
