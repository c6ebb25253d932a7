using System.Text.RegularExpressions;
using AllSolutionsExchange.Exchange.Ews;
using AllSolutionsExchange.Setup.Anonymous;
using AllSolutionsExchange.Setup.Versions;

namespace AllSolutionsExchange.Setup.Steps;

/// <summary>
/// Which Exchange it is. A sign-in has told by ServerVersionInfo (MS-OXWSCDATA); else Outlook on the web tells
/// anybody, by the header X-OWA-Version or the addresses on its logon page.
/// </summary>
internal sealed class VersionStep : EndpointStep
{
    private static readonly Regex BuildInPage = new(@"/owa/(auth/)?(?<build>\d+\.\d+\.\d+(\.\d+)?)/", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5));

    public override string Name => "Version";

    public override string DependsOn => TlsStep.StepName;

    public override async Task<Finding> RunAsync(EndpointProbeContext context, CancellationToken cancellationToken)
    {
        Version? version;
        try
        {
            version = context.AnsweredBuild ?? await AskOutlookOnTheWebAsync(context.Anonymous, cancellationToken).ConfigureAwait(false);
        }
        catch (EwsConnectionException e)
        {
            // Outlook on the web need not be reachable where EWS is.
            return Unknown("The server does not tell its version without a sign-in: " + e.Message);
        }
        return version is null
            ? Unknown("The server does not tell its version without a sign-in.")
            : Find(context.Server = ExchangeBuild.Of(version), context.Options.Clock());
    }

    private static Finding Unknown(string detail) =>
        Finding.Warning(detail, "Give a -Credential to have it read, or run in the Exchange Management Shell: Get-ExchangeServer | Format-List Name,AdminDisplayVersion. Exchange 2010 SP2 is the oldest that works.");

    private static Finding Find(ExchangeBuild server, DateTimeOffset now)
    {
        if (server.IsTooOld)
            return Finding.Failed($"{Describe(server)} It is older than Exchange 2010 SP2, the oldest that works.", "Update the server; the last of 2010 is SP3 with update rollup 32. See: Get-ExchangeServer | Format-List Name,AdminDisplayVersion.");
        if (server.IsOnline)
            return Finding.Failed($"{Describe(server)} It takes no sign-in by password any more and is not supported yet.", "For mailboxes on your own servers, give the address of those: Get-WebServicesVirtualDirectory -ADPropertiesOnly | Format-List Server,InternalUrl,ExternalUrl");
        return Finding.Passed(Describe(server) + Support(server, now));
    }

    private static async Task<Version?> AskOutlookOnTheWebAsync(AnonymousClient client, CancellationToken cancellationToken)
    {
        foreach (var path in new[] { "/owa/", "/owa/auth/logon.aspx" })
        {
            var answer = await client.GetAsync(path, cancellationToken).ConfigureAwait(false);
            if (Version.TryParse(answer.OwaVersion, out var told) && told.Build >= 0)
                return told;
            if (BuildInPage.Match(answer.Body) is { Success: true } match && Version.TryParse(match.Groups["build"].Value, out var shown))
                return shown;
        }
        return null;
    }

    private static string Describe(ExchangeBuild server)
    {
        var update = server.Update is null ? string.Empty : " " + server.Update;
        var newer = server.IsNewerThanTable ? FormattableString.Invariant($", newer than the builds known on {ExchangeBuilds.AsOf:d MMMM yyyy}") : string.Empty;
        return $"{server.Product}{update}, build {server.Version}{newer}.";
    }

    private static string Support(ExchangeBuild server, DateTimeOffset now)
    {
        var newest = server.Newest is { } build && server.Version < build
            ? FormattableString.Invariant($" The newest build of it on {ExchangeBuilds.AsOf:d MMMM yyyy} is {build}.")
            : string.Empty;
        return server.EndOfSupport is { } end && end < now
            ? newest + FormattableString.Invariant($" Its support by Microsoft ended on {end:d MMMM yyyy}.")
            : newest;
    }
}
