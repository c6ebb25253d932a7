namespace AllSolutionsExchange.ModuleTests.Cmdlets;

/// <summary>A test of names that on Windows would be those of shares, or of an Exchange that may be installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PosixFactAttribute : FactAttribute
{
    public PosixFactAttribute()
    {
        if (OperatingSystem.IsWindows())
        {
            Skip = "On Windows a share would be looked for, and Exchange may be installed.";
        }
    }
}

/// <summary>A theory of such names, or of modes.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PosixTheoryAttribute : TheoryAttribute
{
    public PosixTheoryAttribute(string reason = "On Windows a share would be looked for.")
    {
        if (OperatingSystem.IsWindows())
        {
            Skip = reason;
        }
    }
}
