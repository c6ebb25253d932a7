using System.Net.Sockets;
using AllSolutionsExchange.Http;

namespace AllSolutionsExchange.Setup.Steps;

/// <summary>The port answers; where there is a proxy, it lets through to the host.</summary>
internal sealed class TcpStep(EndpointProbeContext context) : EndpointStep
{
    public const string StepName = "Tcp";

    public override string Name => StepName;

    public override IReadOnlyList<string> DependsOn => [DnsStep.StepName];

    public override async Task<Finding> RunAsync(CancellationToken cancellationToken)
    {
        var hop = context.NextHop;
        var refusals = new List<string>();
        foreach (var address in context.Addresses)
        {
            context.Connection?.Dispose();
            context.Connection = new TcpClient(address.AddressFamily);
            try
            {
                await context.Connection.ConnectAsync(address, hop.Port).OrCancelledAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (SocketException exception)
            {
                refusals.Add($"{address} did not ({exception.SocketErrorCode})");
                continue;
            }
            var answers = $"{address} answers at port {hop.Port}{string.Concat(refusals.Select(refusal => "; " + refusal))}.";
            return context.Proxy is null ? Finding.Passed(answers) : await TunnelAsync(answers, cancellationToken).ConfigureAwait(false);
        }
        return Finding.Failed(
            $"Nothing answers at port {hop.Port}: {string.Join(", ", refusals)}.",
            $"Check that the server is up, and that no firewall is in between: Test-NetConnection {hop.IdnHost} -Port {hop.Port}."
                + (context.HasUnusedProxy ? $" {UnusedProxy}" : string.Empty)
        );
    }

    /// <summary>What to do where the way leads through the proxy that the system knows.</summary>
    public const string UnusedProxy =
        "This computer has a proxy for that host. The coupling goes only through one that is named: -Proxy, here and in "
        + "Set-AsExchangeParameter.";

    private async Task<Finding> TunnelAsync(string answers, CancellationToken cancellationToken)
    {
        var target = context.Url.Uri;
        int? status;
        try
        {
            status = await ProxyTunnel.OpenAsync(context.Connection!.GetStream(), target, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException)
        {
            status = null;
        }
        return status switch
        {
            >= 200 and < 300 => Finding.Passed($"The proxy {answers} It lets through to {target.Authority}."),
            407 => Finding.Failed(
                $"The proxy {answers} It asks for a sign-in (HTTP 407).",
                $"Let {target.Host} pass the proxy without a sign-in, or reach it without the proxy."
            ),
            null => Finding.Failed(
                $"The proxy {answers} It does not answer as a proxy.",
                "Check the address and port of the proxy: Get-AsExchangeParameter | Format-List Proxy."
            ),
            _ => Finding.Failed(
                $"The proxy {answers} It does not let through to {target.Authority} (HTTP {status}).",
                $"Let the proxy pass {target.Authority}, and check that it can reach it."
            ),
        };
    }
}
