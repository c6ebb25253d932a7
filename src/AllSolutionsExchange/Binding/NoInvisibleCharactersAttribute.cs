using System.Collections;
using System.Management.Automation;
using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.Binding;

/// <summary>
/// Refuses a name, an address or a path with a character that nobody sees. Stands on every such parameter: otherwise the
/// cmdlet would look for, or make, something that looks like another.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NoInvisibleCharactersAttribute : ValidateArgumentsAttribute
{
    /// <summary>Called by PowerShell when it has bound a value.</summary>
    /// <param name="arguments">A text, an address, a credential (its user name), or several of them.</param>
    /// <param name="engineIntrinsics">Not used.</param>
    /// <exception cref="ValidationMetadataException">An invisible character is in it.</exception>
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        foreach (var text in Texts(arguments))
        {
            if (InvisibleCharacters.FirstIn(text) is { } character)
            {
                throw new ValidationMetadataException(
                    PipelineRow.Located($"'{Shown(text)}' holds the invisible character {character}, as copied text may. Type it anew.")
                );
            }
        }
    }

    /// <summary>A colon before an at sign: what is between them may be a password.</summary>
    private static string Shown(string text) =>
        text.LastIndexOf('@') is var at && at > 0 && text.IndexOf(':', 0, at) >= 0
            ? ForeignText.WithoutUser(text)
            : ForeignText.Shown(text);

    private static IEnumerable<string> Texts(object? value) =>
        (value is PSObject wrapped ? wrapped.BaseObject : value) switch
        {
            null => [],
            string text => [text],
            PSCredential credential => [credential.UserName],
            Uri uri => [uri.OriginalString],
            IEnumerable values => values.Cast<object?>().SelectMany(Texts),
            _ => [],
        };
}
