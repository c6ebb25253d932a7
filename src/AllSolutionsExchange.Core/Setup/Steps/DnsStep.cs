using System.Net;
using System.Net.Sockets;
using AllSolutionsExchange.Http;

namespace AllSolutionsExchange.Setup.Steps;

/// <summary>
/// DNS knows the host, or the proxy before it. Addresses that only a private network knows prove nothing of the way from outside.
/// </summary>
internal sealed class DnsStep(EndpointProbeContext context) : EndpointStep
{
    public const string StepName = "Dns";

    public override string Name => StepName;

    public override IReadOnlyList<string> DependsOn => [UrlStep.StepName];

    public override async Task<Finding> RunAsync(CancellationToken cancellationToken)
    {
        var host = context.NextHop.IdnHost;
        try
        {
            context.Addresses = await Dns.GetHostAddressesAsync(host).OrCancelledAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (SocketException exception)
        {
            return Finding.Failed(
                $"The host name {host} could not be looked up ({exception.SocketErrorCode}).",
                $"Check the spelling. On this machine, run: Resolve-DnsName {host}. A name that is only known inside the company must "
                    + "be in the DNS that this machine asks."
                    + (context.HasUnusedProxy ? $" {TcpStep.UnusedProxy}" : string.Empty)
            );
        }

        var addresses = string.Join(", ", context.Addresses);
        if (context.Proxy is not null)
        {
            return Finding.Passed($"The proxy {host} is at {addresses}.");
        }

        return context.Addresses.All(PrivateAddress.Is)
            ? Finding.Warning(
                $"{host} is at {addresses}: private addresses only. What follows does not prove access from outside, where "
                    + "AllSolutions may be.",
                "Where AllSolutions runs outside your network, run this test there too, or ask a public DNS server: Resolve-DnsName "
                    + $"{host} -Server 1.1.1.1."
            )
            : Finding.Passed($"{host} is at {addresses}.");
    }
}
