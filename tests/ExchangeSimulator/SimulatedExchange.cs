using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ExchangeSimulator.Http;
using ExchangeSimulator.Mailboxes;
using ExchangeSimulator.Operations;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace ExchangeSimulator;

/// <summary>A simulated Exchange that listens until it is disposed.</summary>
public sealed class SimulatedExchange : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly X509Certificate2 _certificate;
    private readonly Organization _organization;
    private readonly MailLog _mail;

    private SimulatedExchange(WebApplication app, X509Certificate2 certificate, Organization organization, MailLog mail)
    {
        _app = app;
        _certificate = certificate;
        _organization = organization;
        _mail = mail;
    }

    /// <summary>The EWS address.</summary>
    public required Uri Url { get; init; }

    /// <summary>The service account.</summary>
    public required string Account { get; init; }

    public required string Password { get; init; }

    /// <summary>Every request that came.</summary>
    public required RequestLog Requests { get; init; }

    /// <summary>What goes wrong.</summary>
    public required FaultQueue Faults { get; init; }

    /// <summary>The mailboxes, in the order of the options.</summary>
    public required IReadOnlyList<SimulatedMailbox> Mailboxes { get; init; }

    /// <summary>SHA-1 thumbprint of the certificate, in hexadecimal capitals.</summary>
    public string Thumbprint => _certificate.Thumbprint;

    /// <summary>The certificate without its key.</summary>
    public string CertificatePem => _certificate.ExportCertificatePem();

    /// <summary>Every mail that would have been sent.</summary>
    public IReadOnlyList<SentMail> SentMail => _mail.Sent;

    /// <summary>Starts one.</summary>
    /// <exception cref="IOException">The address cannot be listened on.</exception>
    public static async Task<SimulatedExchange> StartAsync(SimulatorOptions options, CancellationToken cancellationToken = default)
    {
        var product = ExchangeProduct.Of(options.Version);
        var password = options.Password ?? RandomNumberGenerator.GetHexString(24, lowercase: true);
        var accountAddress = AddressOf(options);
        var organization = new Organization(options, options.AccountHasMailbox ? accountAddress : null);
        var (mail, faults, requests) = (new MailLog(), new FaultQueue(), new RequestLog());
        var authenticator = new Authenticator(options, product, password, accountAddress);
        var endpoint = new EwsEndpoint(
            organization,
            product,
            new Impersonation(organization, options, accountAddress),
            mail,
            faults,
            authenticator
        );
        var autodiscover = new AutodiscoverEndpoint(options, product, organization, authenticator);
        // The certificate is dated by the real clock: whoever validates it looks at that one.
        var certificate = SelfSignedCertificate.Create(options.Address, options.HostNames, TimeProvider.System.GetUtcNow());
        var app = await new ExchangeHost(options, product, authenticator, endpoint, autodiscover, requests).StartAsync(
            certificate,
            cancellationToken
        );
        return new SimulatedExchange(app, certificate, organization, mail)
        {
            Url = UrlOf(app, options.Address),
            Account = options.Account,
            Password = password,
            Requests = requests,
            Faults = faults,
            Mailboxes = [.. organization.Addresses.Select(address => new SimulatedMailbox(organization, address))],
        };
    }

    /// <summary>The mailbox of an address.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public SimulatedMailbox Mailbox(string address) =>
        Mailboxes.FirstOrDefault(m => m.Address.Equals(address, StringComparison.OrdinalIgnoreCase))
        ?? throw new KeyNotFoundException($"The simulated Exchange has no mailbox '{address}'.");

    /// <summary>Forgets the mails that were recorded.</summary>
    public void ClearSentMail() => _mail.Clear();

    /// <summary>Stops listening, at once.</summary>
    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
        _certificate.Dispose();
    }

    private static string AddressOf(SimulatorOptions options)
    {
        var domain = options.Mailboxes is [var first, ..] ? first[(first.IndexOf('@', StringComparison.Ordinal) + 1)..] : "contoso.test";
        return options.Account[(options.Account.IndexOf('\\', StringComparison.Ordinal) + 1)..] + "@" + domain;
    }

    private static Uri UrlOf(WebApplication app, IPAddress address)
    {
        var bound = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        var host = IPAddress.IsLoopback(address) || IPAddress.Any.Equals(address) ? "localhost" : address.ToString();
        return new UriBuilder("https", host, bound.Port, "/EWS/Exchange.asmx").Uri;
    }
}
