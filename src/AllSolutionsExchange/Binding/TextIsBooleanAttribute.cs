using System.Management.Automation;

namespace AllSolutionsExchange.Binding;

/// <summary>Takes the words that a CSV row has for yes and no. PowerShell binds no text to a Boolean.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TextIsBooleanAttribute : CellTransformationAttribute
{
    /// <summary>Whether a blank cell means no. A switch needs it, since PowerShell takes a switch without a value for yes.</summary>
    public bool BlankIsFalse { get; set; }

    /// <summary>
    /// True or false for True, False, 1 and 0 as text in any case; null or false for blank text; else the value as it is.
    /// </summary>
    private protected override object? Read(object? inputData)
    {
        if ((inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is not string text)
        {
            return inputData;
        }

        return text.Trim().ToUpperInvariant() switch
        {
            "TRUE" or "1" => true,
            "FALSE" or "0" => false,
            "" => BlankIsFalse ? false : null,
            _ => throw new ArgumentTransformationMetadataException($"'{text}' is neither True nor False."),
        };
    }
}
