namespace AllSolutionsExchange.AllSolutions;

/// <summary>An item of a user in AllSolutions, of whatever kind.</summary>
public interface IRegisterItem
{
    /// <summary>Its number in the register, in decimal digits; empty if it is not stored yet.</summary>
    string Id { get; }

    /// <summary>The user's code in AllSolutions.</summary>
    string User { get; }

    /// <summary>What a person who is asked knows it by: its number, its user, its time and, unless it is private, its subject.</summary>
    string Name();
}
