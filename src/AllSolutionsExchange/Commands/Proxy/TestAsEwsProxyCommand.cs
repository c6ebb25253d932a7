using System.Management.Automation;
using AllSolutionsExchange.Binding;
using AllSolutionsExchange.Errors;
using AllSolutionsExchange.Setup.Proxy;

namespace AllSolutionsExchange.Commands;

/// <summary>
/// <para type="synopsis">Tests whether a server's proxy is still as it was set, and whether it lets Exchange reach AllSolutions.</para>
/// <para type="description">Compares web.config with the values given, or with what Set-AsEwsProxy last wrote: a cumulative update
/// may have replaced the file. With -CallbackUrl it also calls the address that AllSolutions is notified at, directly and the way
/// that the file makes Exchange take, without a credential. These calls go out from the computer that the command runs on,
/// which must be the server itself for the answers to count. Changes nothing.</para>
/// <para type="bool">With -Quiet: whether the test succeeded.</para>
/// </summary>
/// <example>
///   <para>After an update: which servers have lost the proxy?</para>
///   <code>Get-ExchangeServer | Test-AsEwsProxy | Where-Object { -not $_.Succeeded }</code>
/// </example>
/// <example>
///   <para>On the server: does the callback address answer directly, and through the proxy?</para>
///   <code>Get-ExchangeServer $env:COMPUTERNAME | Test-AsEwsProxy -CallbackUrl https://allsolutions.contoso.nl/notify | Format-List</code>
/// </example>
[Cmdlet(VerbsDiagnostic.Test, "AsEwsProxy")]
[OutputType(typeof(EwsProxyTestResult), typeof(bool))]
public sealed class TestAsEwsProxyCommand : EwsProxyCommand
{
    private EwsProxySettings? _expected;

    /// <summary>
    /// <para type="description">The proxy that should be there; default: what was last set.</para>
    /// </summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [NoInvisibleCharacters]
    public string? ProxyAddress { get; set; }

    /// <summary><para type="description">The proxy of the Windows account should be there.</para></summary>
    [Parameter]
    public SwitchParameter UseSystemDefault { get; set; }

    /// <summary><para type="description">Names without a dot should be called directly.</para></summary>
    [Parameter]
    public SwitchParameter BypassOnLocal { get; set; }

    /// <summary>
    /// <para type="description">The regular expressions that should be there, of addresses that are called directly.</para>
    /// </summary>
    [Parameter]
    [NoInvisibleCharacters]
    public string[]? BypassList { get; set; }

    /// <summary><para type="description">The proxy should be allowed the server's computer account.</para></summary>
    [Parameter]
    public SwitchParameter UseDefaultCredentials { get; set; }

    /// <summary>
    /// <para type="description">The http or https address that AllSolutions is notified at. Any HTTP answer counts as reached,
    /// except a proxy's own answer that it wants a sign-in or found nothing.</para>
    /// </summary>
    [Parameter]
    [NoInvisibleCharacters]
    public Uri? CallbackUrl { get; set; }

    /// <summary><para type="description">How long each call may take, in seconds; default: 30.</para></summary>
    [Parameter]
    [ValidateRange(1, 3600)]
    public int Timeout { get; set; } = 30;

    /// <summary><para type="description">Returns true or false only.</para></summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <summary>Refuses values that no server can have, before the first one.</summary>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        try
        {
            EwsProxyTest.CheckCallback(CallbackUrl);
            if (ProxyAddress is not null || UseSystemDefault || BypassOnLocal || BypassList is not null || UseDefaultCredentials)
            {
                _expected = EwsProxySettings.Create(ProxyAddress, UseSystemDefault, BypassOnLocal, BypassList, UseDefaultCredentials);
            }
        }
        catch (EwsProxyException exception)
        {
            ThrowTerminatingError(ErrorRecords.From(exception, exception.Subject)!);
        }
    }

    /// <inheritdoc />
    protected override async Task ProcessRecordAsync(CommandPipeline pipeline, CancellationToken cancellationToken)
    {
        var file = FindFile();
        if (CallbackUrl is not null && !file.IsOf(Environment.MachineName))
        {
            pipeline.WriteWarning(
                $"{CallbackUrl.Host} is called from {Environment.MachineName}, not from {file.Server}: the answers do not show what "
                    + $"{file.Server} can reach. Run the command there."
            );
        }

        var result = await EwsProxyTest
            .RunAsync(
                Configuration,
                new EwsProxyTestOptions
                {
                    File = file,
                    Expected = _expected,
                    CallbackUrl = CallbackUrl,
                    Timeout = TimeSpan.FromSeconds(Timeout),
                    ThisComputer = Environment.MachineName,
                },
                cancellationToken
            )
            .ConfigureAwait(false);
        pipeline.WriteObject(Quiet ? (object)result.Succeeded : result);
    }
}
