using System.Management.Automation;
using AllSolutionsExchange.AllSolutions;
using AllSolutionsExchange.Binding;
using AllSolutionsExchange.Completion;
using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.Commands;

/// <summary>A cmdlet that adds an item of one kind to the register.</summary>
public abstract class NewItemCommand : RowCommand
{
    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="nothing">What says nothing of an item of the kind.</param>
    private protected NewItemCommand(ItemChanges nothing) => Changes = nothing;

    /// <summary>
    /// <para type="description">The user's code in AllSolutions. One that is not registered is taken with a warning, once per user: what
    /// such a user has waits until the user is.</para>
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    [Filled]
    [ArgumentCompleter(typeof(UserCompleter))]
    [NoInvisibleCharacters]
    public string User { get; set; } = "";

    /// <summary><para type="description">The subject.</para></summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    public string? Subject
    {
        get => Changes.Subject;
        set => Changes = Changes with { Subject = value };
    }

    /// <summary><para type="description">The body as plain text.</para></summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Body
    {
        get => Changes.Body;
        set => Changes = Changes with { Body = value };
    }

    /// <summary>
    /// <para type="description">How confidential it is; default: Normal. What is private is not synchronised yet.</para>
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [TextIs(typeof(Sensitivity))]
    public Sensitivity? Sensitivity
    {
        get => Changes.Sensitivity;
        set => Changes = Changes with { Sensitivity = value };
    }

    /// <summary><para type="description">The categories: several values, or one text separated by semicolons.</para></summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string[]? Categories { get; set; }

    /// <inheritdoc />
    protected override object? ErrorTarget => User;

    /// <summary>
    /// What the parameters say. It stands for fields of them: those of Core's enumerations would have Core loaded with the module.
    /// </summary>
    private protected ItemChanges Changes { get; set; }

    /// <summary>Whether a user comes for the first time.</summary>
    internal bool IsNew(string user) => _known.Add(user);
}
