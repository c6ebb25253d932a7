namespace AllSolutionsExchange.Files;

/// <summary>One entry of an access list (ACE), from its text form (MS-DTYP 2.5.1.1).</summary>
/// <param name="Text">The entry as it was written.</param>
/// <param name="Type">What it does: A, D, OA, XA ...</param>
/// <param name="Flags">How it is inherited, in pairs of letters.</param>
/// <param name="Rights">The rights.</param>
/// <param name="Sid">Whom it is about: a SID, or an alias that has no SID of its own.</param>
internal sealed record AccessEntry(string Text, string Type, string Flags, string Rights, string Sid)
{
    /// <summary>Whether it takes rights away. Whatever else there is, conditional or of an object, gives some.</summary>
    public bool Denies => Type is "D" or "OD" or "XD";

    /// <summary>Whether it comes from the folder above.</summary>
    public bool IsInherited => Has("ID");

    /// <summary>Whether it holds for what is below only, and not for the folder itself.</summary>
    public bool IsForContentOnly => Has("IO");

    /// <summary>Whether it gives everything, here and below.</summary>
    public bool GivesAll => Type == "A" && Rights is "FA" or "0x1f01ff" && Has("OI") && Has("CI") && !IsForContentOnly && !Has("NP");

    /// <summary>
    /// Reads all entries of a list, up to the list of what is audited. What is in the quotes of a condition is not an entry.
    /// </summary>
    public static IEnumerable<AccessEntry> ReadAll(string list)
    {
        var (depth, start, isQuoted) = (0, 0, false);
        for (var index = 0; index < list.Length; index++)
        {
            var character = list[index];
            if (character == '"' && depth > 0)
            {
                isQuoted = !isQuoted;
            }
            else if (isQuoted)
            {
                continue;
            }
            else if (depth == 0 && character != '(')
            {
                yield break;
            }
            else if (character == '(' && depth++ == 0)
            {
                start = index;
            }
            else if (character == ')' && --depth == 0)
            {
                yield return Read(list.Substring(start, index - start + 1));
            }
        }
    }

    private static AccessEntry Read(string text)
    {
        var parts = text.Trim('(', ')').Split(';');
        string Part(int index) => index < parts.Length ? parts[index].Trim() : "";
        return new AccessEntry(text, Part(0), Part(1), Part(2), AccountSid.Of(Part(5)));
    }

    private bool Has(string flag) => Enumerable.Range(0, Flags.Length / 2).Any(pair => Flags.Substring(2 * pair, 2) == flag);
}
