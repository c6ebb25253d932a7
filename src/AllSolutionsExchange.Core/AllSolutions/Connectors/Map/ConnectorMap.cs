using System.Text.Json.Nodes;
using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.AllSolutions.Connectors;

/// <summary>
/// How AllSolutions is reached at one site, and what of it is which field: what <c>connector.json</c> says. It holds no secret.
/// </summary>
/// <param name="TimeZone">The zone of times that name none, in canonical form.</param>
/// <param name="Server">The server.</param>
/// <param name="Kinds">What there is of each kind.</param>
internal sealed record ConnectorMap(string TimeZone, RestServer Server, IReadOnlyDictionary<ItemKind, KindMap> Kinds)
{
    /// <summary>Reads a map.</summary>
    /// <param name="utf8">The bytes of connector.json.</param>
    /// <exception cref="ConnectorMapException">It has faults; all of them are named.</exception>
    public static ConnectorMap Parse(byte[] utf8) => ConnectorMapReader.Read(utf8);

    /// <summary>Whether the secret that was given for this map may go where another one sends it.</summary>
    public bool AsksForTheSameSecretAs(ConnectorMap other) =>
        Server.SignIn == other.Server.SignIn
        && string.Equals(
            Server.Url.GetLeftPart(UriPartial.Authority),
            other.Server.Url.GetLeftPart(UriPartial.Authority),
            StringComparison.Ordinal
        );
}

/// <summary>A REST server.</summary>
/// <param name="Url">Where all paths begin; ends with a slash. Https, or http on this machine.</param>
/// <param name="SignIn">How it is told who asks.</param>
/// <param name="Headers">What every request says besides.</param>
/// <param name="CertificateThumbprint">The one certificate that is accepted; null for any that the system trusts.</param>
/// <param name="Requests">Requests at the same time.</param>
internal sealed record RestServer(
    Uri Url,
    SignInMap SignIn,
    IReadOnlyList<(string Name, string Value)> Headers,
    string? CertificateThumbprint,
    int Requests
);

/// <summary>How a server is told who asks. Secrets are named and never written here.</summary>
internal abstract record SignInMap
{
    /// <summary>The name under which the store keeps the secret; null if there is none.</summary>
    public string? Secret { get; init; }

    /// <summary>Everybody may ask.</summary>
    public sealed record None : SignInMap;

    /// <summary>Basic authentication (RFC 7617).</summary>
    public sealed record Basic(string User) : SignInMap;

    /// <summary>The secret in a header of its own.</summary>
    public sealed record Header(string Name) : SignInMap;

    /// <summary>The secret as a bearer token (RFC 6750).</summary>
    public sealed record Bearer : SignInMap;

    /// <summary>A token of an authorization server, for the secret of a client (RFC 6749, 4.4).</summary>
    public sealed record ClientCredentials(Uri TokenUrl, string ClientId, string? Scope) : SignInMap;
}

/// <summary>What there is of one kind, and how it is asked for.</summary>
internal sealed record KindMap
{
    public required ItemKind Kind { get; init; }

    /// <summary>The id of an item.</summary>
    public required ColumnName Id { get; init; }

    /// <summary>What is another one after each change; null where the content itself has to tell.</summary>
    public ColumnName? Version { get; init; }

    /// <summary>Whether the server takes the version as the condition of a write (RFC 9110, If-Match).</summary>
    public bool IsMatched { get; init; }

    /// <summary>Where our mark is; null if there is no place for it: then it is in the store alone.</summary>
    public ColumnName? Marker { get; init; }

    /// <summary>When an item was last changed; null where nothing tells.</summary>
    public (ColumnName Name, MomentForm Form)? Modified { get; init; }

    public required ListMap List { get; init; }

    /// <summary>How items are found by their mark; null where the whole list is looked through.</summary>
    public string? FindPath { get; init; }

    public required string ReadPath { get; init; }

    public required CallMap Create { get; init; }

    /// <summary>The header that names a create, so that the server does not make it twice; null for none.</summary>
    public string? CreateKey { get; init; }

    public required CallMap Change { get; init; }

    /// <summary>Whether a change sends the whole row, and not only what changed.</summary>
    public bool SendsWhole { get; init; }

    public required CallMap Delete { get; init; }

    /// <summary>What every new item holds besides.</summary>
    public IReadOnlyList<(ColumnName Name, JsonNode? Value)> Constants { get; init; } = [];

    public required IReadOnlyList<Column> Columns { get; init; }

    /// <summary>The fields that are there.</summary>
    public required FieldSet KnownFields { get; init; }

    /// <summary>By what the items are read (<see cref="Sync.SideMapping"/>).</summary>
    public required string Mapping { get; init; }

    /// <summary>What names the list, whoever the user is: another server, list or id has another name.</summary>
    public string Source(RestServer server) => $"{server.Url.AbsoluteUri}{List.Path} {Id}";

    /// <summary>The fields that are there and are never written.</summary>
    public FieldSet ReadOnlyFields { get; init; }
}

/// <summary>A call that writes.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path, with the places of values.</param>
internal sealed record CallMap(string Method, string Path);

/// <summary>How items are listed.</summary>
/// <param name="Path">The path, with the places of values.</param>
/// <param name="Items">Where the rows are in an answer; null if it is the list itself.</param>
/// <param name="Count">Where an answer says how many rows there are in all; null if it does not.</param>
/// <param name="Paging">How the next page is asked for.</param>
/// <param name="Since">How what changed is asked for; null where only the whole list tells.</param>
internal sealed record ListMap(string Path, ColumnName? Items, ColumnName? Count, PagingMap Paging, SinceMap? Since);

/// <summary>How the next page is asked for.</summary>
internal abstract record PagingMap
{
    /// <summary>One answer has all.</summary>
    public sealed record None : PagingMap;

    /// <summary>By how many rows were had.</summary>
    public sealed record Offset(string Parameter, string? SizeParameter, int Size) : PagingMap;

    /// <summary>By the number of the page.</summary>
    public sealed record Page(string Parameter, int First, string? SizeParameter, int Size) : PagingMap;

    /// <summary>By the id of the last row.</summary>
    public sealed record KeySet(string Parameter, string? SizeParameter, int Size) : PagingMap;

    /// <summary>By the header Link (RFC 8288).</summary>
    public sealed record Link : PagingMap;

    /// <summary>By an address in the answer.</summary>
    public sealed record Next(ColumnName Name) : PagingMap;
}

/// <summary>How what changed is asked for.</summary>
/// <param name="Path">The path, with the place of the moment.</param>
/// <param name="Overlap">How far back it begins, for clocks and stamps that are coarse or are put back an hour.</param>
/// <param name="WholeEvery">After what time the whole list is read again: what was deleted, no changed row tells.</param>
internal sealed record SinceMap(string Path, TimeSpan Overlap, TimeSpan WholeEvery);
