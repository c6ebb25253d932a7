using AllSolutionsExchange.AllSolutions;
using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange;

/// <summary>Finds out which users a request means, with one look at those that are registered.</summary>
internal sealed class SyncUsers
{
    private readonly IReadOnlyList<UserMailbox> _registered;
    private readonly SyncRequest _request;
    private readonly Dictionary<string, UserMailbox> _byCode;
    private readonly List<UserMailbox> _meant = [];
    private readonly HashSet<string> _codes = new(StringComparer.Ordinal);

    public SyncUsers(IReadOnlyList<UserMailbox> registered, SyncRequest request)
    {
        _request = request;
        _registered = registered;
        _byCode = registered.ToDictionary(user => Caseless.Key(user.User), StringComparer.Ordinal);
    }

    /// <summary>Those that are enabled and have items of the request's kinds, each once, in the order in which they were named.</summary>
    public IReadOnlyList<UserMailbox> Meant => _meant;

    /// <summary>Adds all users.</summary>
    /// <exception cref="SyncRequestException">There is none.</exception>
    public void AddAll()
    {
        if (_registered.Count == 0)
        {
            throw new SyncRequestException(ErrorIds.UserNotRegistered, "No user is registered.", "Register users with Set-AsUserMailbox.");
        }

        ThrowIfWithoutKinds(_registered);
        Add(_registered);
    }

    /// <summary>Adds the users of a code or a pattern.</summary>
    /// <exception cref="SyncRequestException">None is registered, or not with these kinds, or the one that is named is not
    /// enabled.</exception>
    public void Add(string pattern)
    {
        var found = Fitting(pattern);
        if (found.Count == 0)
        {
            throw new SyncRequestException(
                ErrorIds.UserNotRegistered,
                $"No registered user is named '{pattern}'.",
                "Get-AsUserMailbox lists the registered users; Set-AsUserMailbox registers."
            );
        }

        if (pattern.IndexOfAny(['*', '?', '[']) < 0 && !found[0].Enabled)
        {
            throw new SyncRequestException(
                ErrorIds.UserNotEnabled,
                $"User '{found[0].User}' is registered but not enabled.",
                $"Enable the user with Set-AsUserMailbox -User {found[0].User} -Enabled $true."
            );
        }

        ThrowIfWithoutKinds(found);
        Add(found);
    }

    private void ThrowIfWithoutKinds(IReadOnlyList<UserMailbox> users)
    {
        if (users.Any(user => _request.KindsOf(user).Count > 0))
        {
            return;
        }

        var asked = _request.Kinds ?? [];
        var (who, user) =
            users.Count == 1 ? ($"User '{users[0].User}'", " -User " + CommandText.Quote(users[0].User)) : ("None of these users", "");
        throw new SyncRequestException(
            ErrorIds.KindNotRegistered,
            $"{who} is {(users.Count == 1 ? "not " : "")}registered with {string.Join(" or ", asked)}.",
            $"Add the kind with Set-AsUserMailbox{user} -Kind {string.Join(", ", users[0].KindIds.Union(asked).OrderBy(kind => kind))}."
        );
    }

    private IReadOnlyList<UserMailbox> Fitting(string pattern)
    {
        if (!Caseless.IsExact(pattern))
        {
            return [.. _registered.Where(user => Caseless.Fits(user.User, pattern))];
        }

        return _byCode.TryGetValue(Caseless.Key(pattern), out var user) ? [user] : [];
    }

    private void Add(IEnumerable<UserMailbox> users) =>
        _meant.AddRange(users.Where(user => user.Enabled && _request.KindsOf(user).Count > 0 && _codes.Add(Caseless.Key(user.User))));
}
