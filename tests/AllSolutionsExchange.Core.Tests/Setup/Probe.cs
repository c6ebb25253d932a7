using System.Net;
using AllSolutionsExchange.Setup;
using ExchangeSimulator;
using Xunit;

namespace AllSolutionsExchange.Tests.Setup;

/// <summary>Runs the probe, and holds every result to what holds for all.</summary>
internal static class Probe
{
    public const string Password = "p4ss-w0rd-that-nobody-may-see";

    public static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private static readonly string[] Names =
    [
        "Url",
        "Dns",
        "Tcp",
        "Tls",
        "CertificateTrust",
        "CertificateName",
        "CertificateDates",
        "Authentication",
        "SignIn",
        "Version",
    ];

    private static readonly string[] MailboxNames = ["Impersonation", "Folder", "Create", "Read", "Delete"];

    public static NetworkCredential Credential { get; } = new("svc-allsolutions", Password, "CONTOSO");

    public static EndpointProbeOptions Options(SimulatedExchange server) =>
        new()
        {
            Url = server.Url.AbsoluteUri,
            CertificateThumbprint = server.Thumbprint,
            Clock = () => Now,
        };

    public static EndpointProbeOptions Options(string url, string? thumbprint = null) =>
        new()
        {
            Url = url,
            CertificateThumbprint = thumbprint,
            Clock = () => Now,
        };

    public static EndpointProbeOptions Full(SimulatedExchange server) =>
        Options(server) with
        {
            Credential = new NetworkCredential("svc-allsolutions", server.Password, "CONTOSO"),
        };

    public static async Task<EndpointTestResult> RunAsync(EndpointProbeOptions options, CancellationToken cancellationToken = default)
    {
        using var probe = new EndpointProbe(options);
        var told = new List<EndpointTestStep>();
        var result = await probe.TestEndpointAsync(told.Add, cancellationToken);
        Assert.Equal(result.Steps, told);
        return Checked(result, Names);
    }

    public static async Task<EndpointTestResult> MailboxAsync(
        EndpointProbeOptions options,
        string mailbox,
        CancellationToken cancellationToken = default
    )
    {
        using var probe = new EndpointProbe(options);
        await probe.TestEndpointAsync(onStep: null, cancellationToken);
        return Checked(await probe.TestMailboxAsync(mailbox, cancellationToken), [.. Names, .. MailboxNames]);
    }

    public static async Task<EndpointTestResult> NotAllowedAsync(EndpointProbeOptions options, string mailbox)
    {
        using var probe = new EndpointProbe(options);
        await probe.TestEndpointAsync(onStep: null, default);
        return Checked(await probe.TestNotAllowedAsync(mailbox, default), [.. Names, "NotAllowed"]);
    }

    /// <summary>The one step that failed: what it depends on passed, and what depends on it says so.</summary>
    public static EndpointTestStep OnlyFailed(this EndpointTestResult result, string name)
    {
        Assert.False(result.Succeeded);
        var failed = Assert.Single(result.Steps, step => step.Outcome == EndpointStepOutcome.Failed);
        Assert.Equal(name, failed.Name);
        return failed;
    }

    public static EndpointTestStep Step(this EndpointTestResult result, string name) => result.Steps.Single(step => step.Name == name);

    public static void SkippedBecauseOf(this EndpointTestResult result, string failed, params string[] names) =>
        Assert.All(
            names,
            name =>
            {
                Assert.Equal(EndpointStepOutcome.Skipped, result.Step(name).Outcome);
                Assert.Equal($"Not done, because {failed} failed.", result.Step(name).Detail);
            }
        );

    private static EndpointTestResult Checked(EndpointTestResult result, string[] names)
    {
        Assert.Equal(names, result.Steps.Select(step => step.Name));
        Assert.Equal(result.Steps.All(step => step.Outcome != EndpointStepOutcome.Failed), result.Succeeded);
        Assert.All(
            result.Steps,
            step =>
            {
                Assert.NotEmpty(step.Detail);
                Assert.Equal(step.Outcome is EndpointStepOutcome.Failed or EndpointStepOutcome.Warning, !string.IsNullOrEmpty(step.Advice));
                Assert.DoesNotContain(Password, step.Detail + step.Advice, StringComparison.Ordinal);
            }
        );
        Assert.DoesNotContain(Password, result.Url, StringComparison.Ordinal);
        return result;
    }
}
