using System.Text.Json;
using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.AllSolutions.Connectors;

/// <summary>
/// Reads a list to its end, page by page. It either comes whole or not at all: one that ends before the server's own count, that never
/// ends, or that leads elsewhere is an error, so that nothing counts as gone for it.
/// </summary>
internal sealed class RestList
{
    private readonly RestClient _client;
    private readonly ListMap _map;
    private readonly RestRows _rows;
    private readonly Func<Uri, CancellationToken, Task<RestAnswer>> _get;
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly List<ColumnName> _unseen;
    private int _count;

    /// <param name="client">The server.</param>
    /// <param name="map">How it lists.</param>
    /// <param name="rows">What a row is.</param>
    /// <param name="get">Asks for a page.</param>
    public RestList(RestClient client, ListMap map, RestRows rows, Func<Uri, CancellationToken, Task<RestAnswer>> get)
    {
        _client = client;
        _map = map;
        _rows = rows;
        _get = get;
        _unseen = [.. rows.Required];
    }

    /// <summary>Reads all pages.</summary>
    /// <param name="url">The address of the list.</param>
    /// <param name="take">Takes each row with its id; a row is gone when it returns.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <exception cref="SideException">The list did not come whole.</exception>
    public async Task ReadAsync(Uri url, Action<string, JsonElement> take, CancellationToken cancellationToken)
    {
        Uri? next = First(url);
        for (var page = 1; next is not null; page++)
        {
            using var answer = await _get(next, cancellationToken).ConfigureAwait(false);
            if (!answer.IsDone)
            {
                throw Refused(answer);
            }

            var json = answer.Json;
            var (rows, isNew, last) = Take(json, take);
            if (page > 1 && rows > 0 && !isNew)
            {
                throw Broken("The list does not end: a page has the rows of the pages before it.", "Check \"paging\" in the map.");
            }

            var total = Total(json);
            next = rows == 0 || (IsCounted && _count >= total) ? null : Next(url, answer, json, page, last);
            if (next is null && _ids.Count < total)
            {
                throw Broken(
                    FormattableString.Invariant($"The list ended after {_ids.Count} of {total} rows. Nothing of it was taken."),
                    "Run the command again; if it fails again, check \"paging\" in the map."
                );
            }
        }

        if (_count > 0 && _unseen.Count > 0)
        {
            throw Broken(
                $"No row of the list has '{_unseen[0]}'. Nothing of it was taken.",
                "Correct the name in the map, or write \"optional\": true where rows may lack it."
            );
        }
    }

    /// <summary>Whether one row is enough to learn how many there are.</summary>
    public static bool CanCount(ListMap map) =>
        map.Count is not null && map.Paging is PagingMap.Offset { SizeParameter: not null } or PagingMap.Page { SizeParameter: not null };

    /// <summary>How many rows the server says that there are.</summary>
    public async Task<int> CountAsync(Uri url, CancellationToken cancellationToken)
    {
        using var answer = await _get(First(url, size: 1), cancellationToken).ConfigureAwait(false);
        return answer.IsDone ? Total(answer.Json)!.Value : throw Refused(answer);
    }

    private bool IsCounted => _map.Paging is PagingMap.Offset or PagingMap.Page or PagingMap.KeySet;

    private (int Rows, bool IsNew, string? Last) Take(JsonElement json, Action<string, JsonElement> take)
    {
        var list = _map.Items is { } name ? name.In(json) : json;
        if (list is not { ValueKind: JsonValueKind.Array } rows)
        {
            throw Broken(
                _map.Items is null ? "The answer is not a list." : $"The answer has no list '{_map.Items}'.",
                "Check \"items\" of the list in the map."
            );
        }

        var isNew = false;
        string? last = null;
        foreach (var row in rows.EnumerateArray())
        {
            last = row.ValueKind == JsonValueKind.Object ? _rows.Id(row) : null;
            if (string.IsNullOrEmpty(last))
            {
                throw Broken("A row of the list has no id. Nothing of it was taken.", "Check \"id\" in the map.");
            }

            _unseen.RemoveAll(column => column.In(row) is not null);
            isNew |= _ids.Add(last!);
            take(last!, row);
        }

        _count += rows.GetArrayLength();
        return (rows.GetArrayLength(), isNew, last);
    }

    /// <summary>How many rows the server says that there are; none if it does not.</summary>
    private int? Total(JsonElement json)
    {
        if (_map.Count is null)
        {
            return null;
        }

        return _map.Count.In(json) is { ValueKind: JsonValueKind.Number } count && count.TryGetInt32(out var total)
            ? total
            : throw Broken($"The answer has no number '{_map.Count}' of its rows.", "Check \"count\" of the list in the map.");
    }

    private Uri First(Uri url, int? size = null) =>
        _map.Paging switch
        {
            PagingMap.Offset offset => With(url, (offset.Parameter, "0"), (offset.SizeParameter, Text(size ?? offset.Size))),
            PagingMap.Page page => With(url, (page.Parameter, Text(page.First)), (page.SizeParameter, Text(size ?? page.Size))),
            PagingMap.KeySet keys => With(url, (keys.SizeParameter, Text(keys.Size))),
            _ => url,
        };

    private Uri? Next(Uri url, RestAnswer answer, JsonElement json, int page, string? last) =>
        _map.Paging switch
        {
            PagingMap.Offset offset => With(url, (offset.Parameter, Text(_count)), (offset.SizeParameter, Text(offset.Size))),
            PagingMap.Page pages => With(url, (pages.Parameter, Text(pages.First + page)), (pages.SizeParameter, Text(pages.Size))),
            PagingMap.KeySet keys => With(url, (keys.Parameter, last!), (keys.SizeParameter, Text(keys.Size))),
            PagingMap.Link => LinkHeader.Next(answer.Links) is { } target ? Own(url, target) : null,
            PagingMap.Next next => next.Name.In(json) is { ValueKind: JsonValueKind.String } target ? Own(url, target.GetString()!) : null,
            _ => null,
        };

    /// <summary>An address that the server names: followed on its own host only, since the credential goes along.</summary>
    private Uri Own(Uri page, string target) =>
        Uri.TryCreate(page, target, out var url) && _client.IsOwn(url)
            ? url
            : throw Broken(
                "The next page of the list would be on another host. Nothing was sent there.",
                "If that is the right one, write its address into the map.",
                isTransient: false
            );

    private static Uri With(Uri url, params (string? Name, string Value)[] parameters)
    {
        var query = string.Join(
            "&",
            parameters
                .Where(parameter => parameter.Name is not null)
                .Select(parameter => $"{Uri.EscapeDataString(parameter.Name!)}={Uri.EscapeDataString(parameter.Value)}")
        );
        return query.Length == 0 ? url : new Uri(url.AbsoluteUri + (url.Query.Length > 0 ? "&" : "?") + query);
    }

    private static string Text(int number) => FormattableString.Invariant($"{number}");

    private static SideException Refused(RestAnswer answer) =>
        answer.Status >= 500
            ? new SideUnavailableException(
                FormattableString.Invariant($"AllSolutions could not list the items (HTTP {answer.Status})."),
                RestAdvice.With()
            )
            : new MailboxRefusedException(
                FormattableString.Invariant($"HTTP{answer.Status}"),
                FormattableString.Invariant($"AllSolutions refuses to list the items (HTTP {answer.Status})."),
                RestAdvice.With("Check the path of the list in the map, and what the account may read.")
            );

    private static SideUnavailableException Broken(string fault, string advice, bool isTransient = true) =>
        new(fault, RestAdvice.With(advice)) { IsTransient = isTransient };
}

/// <summary>The header Link (RFC 8288).</summary>
internal static class LinkHeader
{
    /// <summary>The target whose relation is next; null if there is none.</summary>
    public static string? Next(string links)
    {
        for (var begin = links.IndexOf('<'); begin >= 0; begin = links.IndexOf('<', begin + 1))
        {
            var end = links.IndexOf('>', begin);
            if (end < 0)
            {
                return null;
            }

            var following = links.IndexOf('<', end);
            var rest = following < 0 ? links.Substring(end + 1) : links.Substring(end + 1, following - end - 1);
            if (rest.Split(';', ',').Any(IsNext))
            {
                return links.Substring(begin + 1, end - begin - 1);
            }

            begin = end;
        }

        return null;
    }

    private static bool IsNext(string parameter)
    {
        var parts = parameter.Split(['='], 2);
        return parts.Length == 2
            && string.Equals(parts[0].Trim(), "rel", StringComparison.OrdinalIgnoreCase)
            && parts[1].Trim().Trim('"').Split(' ').Contains("next", StringComparer.OrdinalIgnoreCase);
    }
}
