using System.Text;
using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.AllSolutions;

/// <summary>A user's code in AllSolutions as it is typed.</summary>
internal static class UserCode
{
    private static readonly char[] Wildcards = ['*', '?', '[', ']'];

    /// <summary>The code as it is kept: without blanks around it, in one Unicode form (NFC).</summary>
    public static string Normalize(string text) => text.Trim().Normalize(NormalizationForm.FormC);

    /// <summary>Why a text cannot be a user's code, and what to do; null if it can.</summary>
    /// <remarks>A code with a wildcard could not be named alone: Get- and Invoke- would take it for a pattern.</remarks>
    public static Refusal? Refusal(string text)
    {
        if (InvisibleCharacters.FirstIn(text) is { } character)
        {
            return new($"The user's code '{text}' holds the invisible character {character}, as copied text may.", "Type it anew.");
        }

        var code = text.Trim();
        if (code.Length == 0)
        {
            return new("The user's code in AllSolutions is empty.", "Give it with -User.");
        }

        return code.IndexOfAny(Wildcards) < 0
            ? null
            : new(
                $"The user's code '{code}' holds a wildcard character (* ? [ ]), by which several users are named.",
                "Give the code of one user."
            );
    }
}
