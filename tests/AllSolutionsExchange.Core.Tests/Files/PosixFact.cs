using Xunit;

namespace AllSolutionsExchange.Tests.Files;

/// <summary>A test of owners and modes: not for Windows.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PosixFactAttribute : FactAttribute
{
    public PosixFactAttribute()
    {
        if (OperatingSystem.IsWindows())
        {
            Skip = "Windows has no owners and modes of this kind.";
        }
    }
}

/// <summary>A test that gives files away, which only root may.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RootFactAttribute : FactAttribute
{
    public RootFactAttribute()
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
        {
            Skip = "Only root may give a file to another account.";
        }
    }
}
