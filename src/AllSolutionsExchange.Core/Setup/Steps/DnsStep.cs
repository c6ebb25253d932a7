using System.Net;
using System.Net.Sockets;

namespace AllSolutionsExchange.Setup.Steps;

/// <summary>DNS knows the host, or the proxy before it.</summary>
internal sealed class DnsStep : EndpointStep
{
    public const string StepName = "Dns";

    public override string Name => StepName;

    public override string DependsOn => UrlStep.StepName;

    public override async Task<Finding> RunAsync(EndpointProbeContext context, CancellationToken cancellationToken)
    {
        var host = context.NextHop.IdnHost;
        try
        {
            context.Addresses = await Dns.GetHostAddressesAsync(host).OrCancelledAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (SocketException e)
        {
            return Finding.Failed(
                $"The host name {host} could not be looked up ({e.SocketErrorCode}).",
                $"Check the spelling. On this machine, run: Resolve-DnsName {host}. A name that is only known inside the company must be in the DNS that this machine asks.");
        }
        return Finding.Passed($"{Role(context)}{host} is at {string.Join(", ", context.Addresses)}.");
    }

    private static string Role(EndpointProbeContext context) => context.Proxy is null ? string.Empty : "The proxy ";
}
