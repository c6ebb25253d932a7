using System.Collections;
using System.Management.Automation;
using AllSolutionsExchange.Setup.Autodiscover;

namespace AllSolutionsExchange.Commands;

/// <summary>
/// The service connection points of Autodiscover, by the session's own commands of Active Directory: an LDAP library would be one more
/// assembly in it. Each directory is read once for a command.
/// </summary>
internal sealed class ConnectionPoints
{
    private const string Site = @"HKLM:\SYSTEM\CurrentControlSet\Services\Netlogon\Parameters";

    private readonly Dictionary<string, IReadOnlyList<ConnectionPoint>> _directories = new(StringComparer.OrdinalIgnoreCase);
    private Task<string?>? _site;

    /// <summary>The addresses of Autodiscover for a domain, the first choice first; none where the session has no such commands.</summary>
    public async Task<IReadOnlyList<Uri>> LookUpAsync(CommandPipeline pipeline, string domain)
    {
        var own = await ReadAsync(pipeline, server: "").ConfigureAwait(false);
        var points = ConnectionPoint.DirectoryOf(own, domain) is { } server ? await ReadAsync(pipeline, server).ConfigureAwait(false) : own;
        var site = own.Count > 0 ? await (_site ??= SiteAsync(pipeline)).ConfigureAwait(false) : null;
        var addresses = ConnectionPoint.Addresses(points, site);
        return addresses.Count == 0 && ConnectionPoint.FallbackDirectory(own) is { } other
            ? ConnectionPoint.Addresses(await ReadAsync(pipeline, other).ConfigureAwait(false), site)
            : addresses;
    }

    /// <param name="pipeline">The caller's session.</param>
    /// <param name="server">A domain controller; empty for the one of the caller's domain.</param>
    private async Task<IReadOnlyList<ConnectionPoint>> ReadAsync(CommandPipeline pipeline, string server)
    {
        if (!_directories.TryGetValue(server, out var points))
        {
            _directories[server] = points = [
                .. (await SearchAsync(pipeline, server).ConfigureAwait(false)).Select(found => new ConnectionPoint(
                    Texts(found, "keywords"),
                    Texts(found, "serviceBindingInformation")
                )),
            ];
        }

        return points;
    }

    private async Task<IEnumerable<PSObject>> SearchAsync(CommandPipeline pipeline, string server)
    {
        var where = new Hashtable();
        if (server.Length > 0)
        {
            where["Server"] = server;
        }

        if (
            (await InvokeAsync(pipeline, "Get-ADRootDSE", where).ConfigureAwait(false)).FirstOrDefault() is not { } root
            || Texts(root, "configurationNamingContext").FirstOrDefault() is not { } configuration
        )
        {
            return [];
        }

        where["SearchBase"] = configuration;
        where["LDAPFilter"] = ConnectionPoint.Filter;
        where["Properties"] = new[] { "keywords", "serviceBindingInformation" };
        return await InvokeAsync(pipeline, "Get-ADObject", where).ConfigureAwait(false);
    }

    /// <summary>
    /// The site of this computer; null if it is not known. The name that an admin set comes before the one that was found.
    /// </summary>
    private static async Task<string?> SiteAsync(CommandPipeline pipeline)
    {
        foreach (var name in new[] { "SiteName", "DynamicSiteName" })
        {
            var found = await InvokeAsync(pipeline, "Get-ItemPropertyValue", new Hashtable { ["Path"] = Site, ["Name"] = name })
                .ConfigureAwait(false);

            // The system may leave a null character and what stood behind it at the end.
            if (found.Select(value => value.BaseObject).OfType<string>().FirstOrDefault()?.Split('\0')[0].Trim() is { Length: > 0 } site)
            {
                return site;
            }
        }

        return null;
    }

    /// <summary>What a command returned; nothing if there is no such command or it failed, which -Verbose tells.</summary>
    private static async Task<IReadOnlyList<PSObject>> InvokeAsync(CommandPipeline pipeline, string command, Hashtable parameters)
    {
        if (await pipeline.InvokeAsync(command, parameters).ConfigureAwait(false) is not { } answers)
        {
            pipeline.WriteVerbose($"Active Directory is not asked: this session has no {command}.");
            return [];
        }

        foreach (var error in answers.Select(answer => answer.BaseObject).OfType<ErrorRecord>())
        {
            pipeline.WriteVerbose($"{command}: {error}");
        }

        return [.. answers.Where(answer => answer.BaseObject is not ErrorRecord)];
    }

    private static IReadOnlyList<string> Texts(PSObject found, string property) =>
        found.Properties[property]?.Value switch
        {
            null => [],
            string text => [text],
            IEnumerable values => [.. values.Cast<object?>().Where(value => value is not null).Select(value => value!.ToString()!)],
            var value => [value.ToString()!],
        };
}
