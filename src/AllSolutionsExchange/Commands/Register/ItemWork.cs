using System.Management.Automation;
using AllSolutionsExchange.AllSolutions;
using AllSolutionsExchange.Binding;
using AllSolutionsExchange.Errors;

namespace AllSolutionsExchange.Commands;

/// <summary>
/// What the cmdlets of every kind in the register do with their parameters. It stands apart from their base classes, which PowerShell looks
/// at when it imports the module: what is generic over types of Core would have Core loaded then.
/// </summary>
internal static class ItemWork
{
    public static async Task ListAsync<TItem, TChanges>(
        ItemRegister<TItem, TChanges> register,
        ItemQuery query,
        Coupling coupling,
        CommandPipeline pipeline,
        CancellationToken cancellationToken
    )
        where TItem : class, IRegisterItem
        where TChanges : ItemChanges
    {
        await coupling.RequireRegisterAsync(cancellationToken).ConfigureAwait(false);
        if (query.Id is not null)
        {
            await register.FindAsync(query.Id, cancellationToken).ConfigureAwait(false);
        }

        var errors = new List<RegisterException>();
        var found = await register.GetAsync(query, errors.Add, cancellationToken).ConfigureAwait(false);
        if (found.Count + errors.Count == 0 && query.User is { } user && !WildcardPattern.ContainsWildcardCharacters(user))
        {
            await RequireUserAsync(register, user, coupling, cancellationToken).ConfigureAwait(false);
        }

        foreach (var item in found)
        {
            pipeline.WriteObject(item);
        }

        errors.ForEach(error => pipeline.WriteError(ErrorRecords.From(error, query.User ?? query.Id)!));
    }

    // A user who is not registered may have items all the same; one who has none either is nobody.
    private static async Task RequireUserAsync<TItem, TChanges>(
        ItemRegister<TItem, TChanges> register,
        string user,
        Coupling coupling,
        CancellationToken cancellationToken
    )
        where TItem : class, IRegisterItem
        where TChanges : ItemChanges
    {
        var errors = new List<RegisterException>();
        var all = await register.GetAsync(new ItemQuery { User = user }, errors.Add, cancellationToken).ConfigureAwait(false);
        if (all.Count + errors.Count == 0)
        {
            await coupling.Users.FindAsync(user, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <param name="register">Where to.</param>
    /// <param name="command">Whose parameters they are.</param>
    /// <param name="changes">What the item says, but for its categories.</param>
    /// <param name="describe">What somebody decides by who is asked, beside the user.</param>
    /// <param name="coupling">Knows who is registered.</param>
    /// <param name="pipeline">Where it is written to.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    public static async Task AddAsync<TItem, TChanges>(
        ItemRegister<TItem, TChanges> register,
        NewItemCommand command,
        ItemChanges changes,
        Func<TItem, string> describe,
        Coupling coupling,
        CommandPipeline pipeline,
        CancellationToken cancellationToken
    )
        where TItem : class, IRegisterItem
        where TChanges : ItemChanges
    {
        await coupling.RequireRegisterAsync(cancellationToken).ConfigureAwait(false);
        var all = (TChanges)(changes with { Categories = CategoryList.From(command.Categories) });
        var preview = await register.PreviewAsync(command.User, all, cancellationToken).ConfigureAwait(false);
        var noun = register.Noun.ToLowerInvariant();

        // AllSolutions may know users that are not registered here, so that it is not an error; a code that was mistyped looks the same.
        if (command.IsNew(preview.User) && !await coupling.Users.IsRegisteredAsync(preview.User, cancellationToken).ConfigureAwait(false))
        {
            pipeline.WriteWarning(
                $"User '{preview.User}' is not registered, and {noun}s of such a user are not synchronised. Get-AsUserMailbox lists the "
                    + $"registered users, and Set-AsUserMailbox registers '{preview.User}'. If another user was meant, remove the {noun} "
                    + $"with Remove-As{register.Noun}."
            );
        }

        if (
            await pipeline
                .ShouldProcessAsync($"{register.Folder} of user {preview.User}", $"Add the {noun}{describe(preview)}")
                .ConfigureAwait(false)
        )
        {
            pipeline.WriteObject(await register.AddAsync(command.User, all, cancellationToken).ConfigureAwait(false));
        }
    }

    public static async Task ChangeAsync<TItem, TChanges>(
        ItemRegister<TItem, TChanges> register,
        SetItemCommand command,
        Coupling coupling,
        CommandPipeline pipeline,
        CancellationToken cancellationToken
    )
        where TItem : class, IRegisterItem
        where TChanges : ItemChanges, new()
    {
        await coupling.RequireRegisterAsync(cancellationToken).ConfigureAwait(false);
        var changes = (TChanges)command.Wanted();
        var noun = register.Noun.ToLowerInvariant();
        if (changes == new TChanges())
        {
            command.NothingGiven(
                $"{noun} {(await register.FindAsync(command.Id, cancellationToken).ConfigureAwait(false)).Id}",
                "-Subject"
            );
            return;
        }

        var preview = await register.PreviewUpdateAsync(command.Id, changes, cancellationToken).ConfigureAwait(false);
        var isSo = await register.IsSoAsync(command.Id, changes, cancellationToken).ConfigureAwait(false);
        if (isSo)
        {
            command.Unchanged($"{noun} {preview.Id}");
        }
        else if (!await pipeline.ShouldProcessAsync($"{noun} {preview.Id} of user {preview.User}", "Change").ConfigureAwait(false))
        {
            return;
        }

        var stored = isSo ? preview : await register.UpdateAsync(command.Id, changes, cancellationToken).ConfigureAwait(false);
        if (command.PassThru)
        {
            pipeline.WriteObject(stored);
        }
    }

    public static async Task RemoveAsync<TItem, TChanges>(
        ItemRegister<TItem, TChanges> register,
        RemoveItemCommand command,
        Coupling coupling,
        CommandPipeline pipeline,
        CancellationToken cancellationToken
    )
        where TItem : class, IRegisterItem
        where TChanges : ItemChanges
    {
        await coupling.RequireRegisterAsync(cancellationToken).ConfigureAwait(false);
        TItem found;
        try
        {
            found = await register.FindAsync(command.Id, cancellationToken).ConfigureAwait(false);
        }
        catch (RegisterException exception) when (exception.IsUnreadable)
        {
            var name = $"{register.Noun.ToLowerInvariant()} {command.Id}, which cannot be read";
            if (await pipeline.ShouldProcessAsync(name, "Delete").ConfigureAwait(false))
            {
                await register.DiscardAsync(command.Id, cancellationToken).ConfigureAwait(false);
            }

            return;
        }

        if (!await pipeline.ShouldProcessAsync(found.Name(), "Delete").ConfigureAwait(false))
        {
            return;
        }

        var removed = await register.RemoveAsync(command.Id, cancellationToken).ConfigureAwait(false);
        if (command.PassThru)
        {
            pipeline.WriteObject(removed);
        }
    }
}
