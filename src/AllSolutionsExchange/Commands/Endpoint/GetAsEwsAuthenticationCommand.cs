using System.Management.Automation;
using AllSolutionsExchange.Binding;
using AllSolutionsExchange.Completion;
using AllSolutionsExchange.EwsAuthentication;
using AllSolutionsExchange.ExchangeShell;

namespace AllSolutionsExchange.Commands;

/// <summary>
/// <para type="synopsis">Shows what sign-in the virtual directories of Exchange Web Services offer.</para>
/// <para type="description">AllSolutions signs in with Basic authentication over TLS. Read by Exchange's own
/// Get-WebServicesVirtualDirectory: run it in the Exchange Management Shell, or after Import-PSSession of an Exchange server.
/// From Exchange 2013 on these are the front end's, which clients speak to.</para>
/// </summary>
/// <example>
///   <para>See which servers do not offer Basic authentication.</para>
///   <code>Get-AsEwsAuthentication | Where-Object { -not $_.BasicAuthentication }</code>
/// </example>
/// <example>
///   <para>Keep what is set now, before it is changed.</para>
///   <code>Get-WebServicesVirtualDirectory -Server MBX01 | Get-AsEwsAuthentication | Export-Clixml before.xml</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "AsEwsAuthentication", DefaultParameterSetName = ByIdentity)]
[OutputType(typeof(EwsAuthenticationSettings))]
public sealed class GetAsEwsAuthenticationCommand : EwsAuthenticationCommand
{
    private const string ByIdentity = "Identity",
        ByServer = "Server";

    /// <summary>
    /// <para type="description">The virtual directory, as MBX01\EWS (Default Web Site), or the output of
    /// Get-WebServicesVirtualDirectory. Without it and without -Server, all of them.</para>
    /// </summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ParameterSetName = ByIdentity)]
    [VirtualDirectoryIdentityTransformation]
    [NoInvisibleCharacters]
    [ArgumentCompleter(typeof(VirtualDirectoryCompleter))]
    public string? Identity { get; set; }

    /// <summary><para type="description">The server whose virtual directories are shown.</para></summary>
    [Parameter(Mandatory = true, ParameterSetName = ByServer)]
    [ValidateNotNullOrEmpty]
    [NoInvisibleCharacters]
    public string? Server { get; set; }

    /// <inheritdoc />
    private protected override object? ErrorTarget => Identity ?? Server;

    /// <inheritdoc />
    private protected override void Process()
    {
        RefuseExchangeOnline();
        WriteObject(Directories.Read(Command()), enumerateCollection: true);
    }

    private ShellCommand Command() =>
        this switch
        {
            { Identity: { } identity } => VirtualDirectories.Get.With("Identity", identity),
            { Server: { } server } => VirtualDirectories.Get.With("Server", server),
            _ => VirtualDirectories.Get,
        };
}
