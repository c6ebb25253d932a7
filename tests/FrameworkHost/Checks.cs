namespace FrameworkHost;

/// <summary>Runs checks one after the other, prints each with its outcome, and counts.</summary>
internal sealed class Checks
{
    public int Passed { get; private set; }

    public int Failed { get; private set; }

    public async Task RunAsync(string name, Func<Task> check)
    {
        try
        {
            await check();
            Passed++;
            Console.WriteLine($"[+] {name}");
        }
        catch (Exception exception)
        {
            Failed++;
            Console.WriteLine($"[-] {name}\n{exception}");
        }
    }

    public Task RunAsync(string name, Action check) =>
        RunAsync(
            name,
            () =>
            {
                check();
                return Task.CompletedTask;
            }
        );

    public static void Equal(object? expected, object? seen)
    {
        if (!Equals(expected, seen))
        {
            throw new InvalidOperationException($"Expected {expected ?? "nothing"}, and saw {seen ?? "nothing"}.");
        }
    }

    public static void True(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new InvalidOperationException(otherwise);
        }
    }
}
