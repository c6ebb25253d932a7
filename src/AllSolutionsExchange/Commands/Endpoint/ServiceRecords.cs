using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace AllSolutionsExchange.Commands;

/// <summary>SRV records, by the Resolve-DnsName of Windows: .NET looks up addresses only.</summary>
internal static class ServiceRecords
{
    private const string Command = "Resolve-DnsName";

    /// <summary>The hosts of a name's SRV records, as host:port, by priority and then by weight (RFC 2782).</summary>
    public static async Task<IReadOnlyList<string>> LookUpAsync(CommandPipeline pipeline, string name)
    {
        if (
            await pipeline.InvokeAsync(Command, new Hashtable { ["Name"] = name, ["Type"] = "SRV" }).ConfigureAwait(false)
            is not { } answers
        )
        {
            pipeline.WriteVerbose($"SRV records are not looked up: this session has no {Command}.");
            return [];
        }

        foreach (var error in answers.Select(answer => answer.BaseObject).OfType<ErrorRecord>())
        {
            pipeline.WriteVerbose($"{name}: {error}");
        }

        // Addresses come along as further records, which name no target.
        return
        [
            .. answers
                .Where(answer => answer.Properties["NameTarget"]?.Value is string)
                .OrderBy(answer => Number(answer, "Priority"))
                .ThenByDescending(answer => Number(answer, "Weight"))
                .Select(answer =>
                    string.Format(
                        CultureInfo.InvariantCulture,
                        "{0}:{1}",
                        ((string)answer.Properties["NameTarget"].Value).TrimEnd('.'),
                        Number(answer, "Port")
                    )
                ),
        ];
    }

    private static int Number(PSObject answer, string property) => LanguagePrimitives.ConvertTo<int>(answer.Properties[property]?.Value);
}
