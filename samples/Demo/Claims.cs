namespace AllSolutionsExchange.Demo;

/// <summary>Says of each claim that a script makes whether it holds.</summary>
internal sealed class Claims
{
    private bool _areAllTrue = true;

    public Claims()
    {
        System.Console.WriteLine();
        System.Console.WriteLine("Checked on the server and in what the script kept:");
    }

    /// <summary>0 where every claim held, else 1.</summary>
    public int ExitCode => _areAllTrue ? 0 : 1;

    public void Claim(string claim, bool holds)
    {
        System.Console.WriteLine($"  {(holds ? "yes" : "NO ")}  {claim}");
        _areAllTrue &= holds;
    }
}
