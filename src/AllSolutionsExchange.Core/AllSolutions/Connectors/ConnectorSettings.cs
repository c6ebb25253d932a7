using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.AllSolutions;

/// <summary>How AllSolutions is reached, without the secret.</summary>
public sealed record ConnectorSettings
{
    /// <summary>Rest, or Register: the local register beside the store is the AllSolutions side then.</summary>
    public string Type { get; init; } = "Register";

    /// <summary>Where all addresses of the interface begin; null of the register.</summary>
    public Uri? Url { get; init; }

    /// <summary>How the interface is told who asks: None, Basic, Header, Bearer or ClientCredentials; null of the register.</summary>
    public string? SignIn { get; init; }

    /// <summary>Who asks: the user, or the id of the client; null if the map names nobody.</summary>
    public string? UserName { get; init; }

    /// <summary>The kinds of item that there are, such as Appointment.</summary>
    public IReadOnlyList<string> Kinds
    {
        get;
        init => field = ReadableList.Of(value);
    } = ReadableList.Of([.. Model.Kinds.All.Select(kind => kind.Id.ToString())]);

    /// <summary>The time zone of times that name none; null of the register.</summary>
    public string? TimeZone { get; init; }

    /// <summary>The map as it was set: the text of connector.json; null of the register.</summary>
    public string? Map { get; init; }

    /// <summary>
    /// When the interface refused the account (401), in UTC; null if it did not. No run starts until the connector is set again.
    /// </summary>
    public DateTime? AccountRefusedUtc { get; init; }

    /// <summary>Why the account was refused, or null.</summary>
    public string? AccountRefusedReason { get; init; }

    /// <summary>When the connector was last set, in UTC; null of the register.</summary>
    public DateTime? UpdatedUtc { get; init; }

    /// <summary>The full path of the store that the connector is kept in.</summary>
    public string Store { get; init; } = "";

    /// <summary>Whether it is the register.</summary>
    internal bool IsRegister => Url is null;

    /// <summary>What names the list of each kind, whoever the user is: a list of another name holds other items.</summary>
    internal IReadOnlyDictionary<ItemKind, string> Sources { get; init; } = Model.Kinds.All.ToDictionary(kind => kind.Id, _ => "Register");

    /// <summary>Whether a kind that both have is another list of items.</summary>
    internal bool HasOtherSourceThan(ConnectorSettings other) =>
        Sources.Any(source => other.Sources.TryGetValue(source.Key, out var name) && name != source.Value);
}
