using System.Net;
using AllSolutionsExchange.Setup.Autodiscover;
using ExchangeSimulator;
using Xunit;

namespace AllSolutionsExchange.Tests.Setup;

/// <summary>Searches by Autodiscover, at one simulated Exchange unless they are told otherwise.</summary>
internal static class AutodiscoverCalls
{
    public const string User1 = "user1@contoso.test";

    public static Task<SimulatedExchange> StartAsync(
        ExchangeVersion version = ExchangeVersion.Exchange2019,
        Dictionary<string, string>? redirects = null
    ) => SimulatedExchange.StartAsync(new SimulatorOptions { Version = version, AutodiscoverRedirects = redirects ?? [] });

    public static AutodiscoverOptions Options(SimulatedExchange server) =>
        new()
        {
            Server = $"localhost:{server.Url.Port}",
            CertificateThumbprint = server.Thumbprint,
            Credential = new NetworkCredential("svc-allsolutions", server.Password, "CONTOSO"),
        };

    public static async Task<AutodiscoverResult> FindAsync(AutodiscoverOptions options)
    {
        using var search = new AutodiscoverSearch(options);
        return await search.FindAsync(User1, onAnswer: null, default);
    }

    public static Task<AutodiscoverException> NotFoundAsync(AutodiscoverOptions options) =>
        Assert.ThrowsAsync<AutodiscoverException>(() => FindAsync(options));

    public static int SignIns(SimulatedExchange server) => server.Requests.CountWhere(request => request.HadAuthorization);
}
