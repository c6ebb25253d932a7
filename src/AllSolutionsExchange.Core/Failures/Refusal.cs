namespace AllSolutionsExchange;

/// <summary>Why a text is not taken.</summary>
/// <param name="Fault">What is wrong with it.</param>
/// <param name="Advice">What to give instead.</param>
public sealed record Refusal(string Fault, string Advice)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Fault} {Advice}";
}
