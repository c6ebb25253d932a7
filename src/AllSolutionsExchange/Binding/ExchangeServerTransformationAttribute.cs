using System.Management.Automation;

namespace AllSolutionsExchange.Binding;

/// <summary>
/// Makes <see cref="ExchangeServerIdentity"/> of what an admin has at hand. An object that is not a server is refused:
/// <c>Get-WebServicesVirtualDirectory</c> has a Server and a Path too, and the Path is the wrong file.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ExchangeServerTransformationAttribute : ArgumentTransformationAttribute
{
    private const string OwnType = "AllSolutionsExchange.Setup.Proxy.EwsProxy";

    /// <summary>Called by PowerShell when it binds a value.</summary>
    /// <param name="engineIntrinsics">Not used.</param>
    /// <param name="inputData">A server, a result of Get-AsEwsProxy, or a name.</param>
    /// <returns>An <see cref="ExchangeServerIdentity"/>.</returns>
    /// <exception cref="ArgumentTransformationMetadataException">The value names no server.</exception>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
        {
            ExchangeServerIdentity identity => identity,
            string name when IsName(name) => new ExchangeServerIdentity(name.Trim()),
            string name => throw new ArgumentTransformationMetadataException(
                $"'{name}' is not a server name. Give one such as mbx01.contoso.nl, or the output of Get-ExchangeServer."
            ),
            null => throw new ArgumentTransformationMetadataException("A server is missing here: the value is null."),
            _ => FromProperties(PSObject.AsPSObject(inputData)),
        };

    private static ExchangeServerIdentity FromProperties(PSObject server)
    {
        if (server.TypeNames.Any(type => type is OwnType or "Deserialized." + OwnType))
        {
            return new ExchangeServerIdentity(Text(server, "Server")!)
            {
                ConfigPath = Text(server, "Path"),
                AdminDisplayVersion = Text(server, "Version"),
            };
        }

        var dataPath = Text(server, "DataPath");
        return dataPath is not null && Text(server, "Fqdn") is { } fqdn && IsName(fqdn)
            ? new ExchangeServerIdentity(fqdn) { DataPath = dataPath, AdminDisplayVersion = Text(server, "AdminDisplayVersion") }
            : throw new ArgumentTransformationMetadataException(
                $"This {server.TypeNames[0]} is not an Exchange server with a Fqdn and a DataPath. Give the output of "
                    + "Get-ExchangeServer, or a server's name."
            );
    }

    // It becomes part of a path.
    private static bool IsName(string name) => Uri.CheckHostName(name.Trim()) != UriHostNameType.Unknown;

    private static string? Text(PSObject server, string property)
    {
        var text = server.Properties[property]?.Value?.ToString();
        return string.IsNullOrWhiteSpace(text) ? null : text!.Trim();
    }
}
