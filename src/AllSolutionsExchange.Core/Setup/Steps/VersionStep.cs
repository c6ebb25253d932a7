using System.Text.RegularExpressions;
using AllSolutionsExchange.Exchange;
using AllSolutionsExchange.Exchange.Ews;
using AllSolutionsExchange.Setup.Anonymous;
using AllSolutionsExchange.Setup.Versions;

namespace AllSolutionsExchange.Setup.Steps;

/// <summary>
/// Which Exchange it is. A sign-in has told by ServerVersionInfo (MS-OXWSCDATA); else Outlook on the web tells
/// anybody, by the header X-OWA-Version or the addresses on its logon page, and the control panel by the manifest of its export tool.
/// </summary>
internal sealed class VersionStep(EndpointProbeContext context) : EndpointStep
{
    private const string ExportTool = "/ecp/Current/exporttool/microsoft.exchange.ediscovery.exporttool.application";

    private static readonly Regex BuildInPage = new(
        @"/owa/(auth/)?(?<build>\d+\.\d+\.\d+(\.\d+)?)/|<assemblyIdentity[^>]* version=""(?<build>\d+\.\d+\.\d+\.\d+)""",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        TimeSpan.FromSeconds(5)
    );

    public override string Name => "Version";

    public override IReadOnlyList<string> DependsOn =>
        [CertificateTrustStep.StepName, CertificateNameStep.StepName, CertificateDatesStep.StepName];

    public override async Task<Finding> RunAsync(CancellationToken cancellationToken)
    {
        Version? version;
        try
        {
            version = context.AnsweredBuild ?? await AskWithoutCredentialAsync(context.Anonymous, cancellationToken).ConfigureAwait(false);
        }
        catch (EwsConnectionException exception)
        {
            // Outlook on the web need not be reachable where EWS is.
            return Unknown("The server does not show its version without a sign-in: " + exception.Fault);
        }
        return version is null
            ? Unknown("The server does not show its version without a sign-in.")
            : Find(context.Server = ExchangeBuild.Of(version), context.Options.Clock());
    }

    private static Finding Unknown(string detail) =>
        Finding.Warning(
            detail,
            "Give a -Credential to have it read, or run in the Exchange Management Shell: Get-ExchangeServer | Format-List "
                + "Name,AdminDisplayVersion. Exchange 2010 SP2 is the oldest that works."
        );

    private static Finding Find(ExchangeBuild server, DateTimeOffset now)
    {
        if (server.IsTooOld)
        {
            return Finding.Failed(
                $"{Describe(server)} It is older than Exchange 2010 SP2, the oldest that works.",
                "Update the server; the last of 2010 is SP3 with update rollup 32. See: Get-ExchangeServer | Format-List "
                    + "Name,AdminDisplayVersion."
            );
        }

        if (server.IsOnline)
        {
            return Finding.Failed(
                $"{Describe(server)} {ExchangeOnline.Truth}",
                "For mailboxes on your own servers, give the address of those: Get-WebServicesVirtualDirectory -ADPropertiesOnly | "
                    + "Format-List Server,InternalUrl,ExternalUrl."
            );
        }

        var detail = Describe(server) + NewestKnown(server);
        var advice = string.Join(" ", ToInstall(server, now));
        return advice.Length == 0 ? Finding.Passed(detail) : Finding.Warning(SupportOf(server, now, detail), advice);
    }

    private static async Task<Version?> AskWithoutCredentialAsync(AnonymousClient client, CancellationToken cancellationToken)
    {
        foreach (var path in new[] { "/owa/", "/owa/auth/logon.aspx", ExportTool })
        {
            var answer = await client.GetAsync(path, cancellationToken).ConfigureAwait(false);
            if (Version.TryParse(answer.OwaVersion, out var told) && told.Build >= 0)
            {
                return told;
            }

            if (BuildInPage.Match(answer.Body) is { Success: true } match && Version.TryParse(match.Groups["build"].Value, out var shown))
            {
                return shown;
            }
        }
        return null;
    }

    private static string Describe(ExchangeBuild server)
    {
        var update = server.Update is null ? string.Empty : " " + server.Update.Name;
        var newer = server.IsNewerThanTable
            ? FormattableString.Invariant($", newer than the builds known on {ExchangeBuilds.AsOf:d MMMM yyyy}")
            : string.Empty;
        return $"{server.Product}{update}, build {server.Version}{newer}.";
    }

    private static string NewestKnown(ExchangeBuild server) =>
        server.Update?.Newest is { } build && server.Version < build
            ? FormattableString.Invariant($" The newest build of it on {ExchangeBuilds.AsOf:d MMMM yyyy} is {build}; ")
                + "a security update does not always raise the build that is shown."
            : string.Empty;

    private static string SupportOf(ExchangeBuild server, DateTimeOffset now, string detail) =>
        server.IsOutOfSupport(now)
            ? detail + FormattableString.Invariant($" Its support by Microsoft ended on {server.EndOfSupport:d MMMM yyyy}.")
            : detail;

    private static IEnumerable<string> ToInstall(ExchangeBuild server, DateTimeOffset now)
    {
        if (server.UpdateToInstall is { } update)
        {
            var last = FormattableString.Invariant($"the last on {ExchangeBuilds.AsOf:d MMMM yyyy}");
            yield return $"Install {update.Name} of {server.Product} (build {update.First}), {last}, "
                + $"and the newest security update on it (build {update.Newest}).";
        }

        if (server.IsOutOfSupport(now))
        {
            yield return "Plan the move to Exchange Server Subscription Edition, the only one that Microsoft still supports. See: "
                + "Get-ExchangeServer | Format-List Name,AdminDisplayVersion.";
        }
    }
}
