using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace AllSolutionsExchange.Sync;

/// <summary>Who has a lease: a process of a host. Its id alone says little, since ids are used again; its start tells it apart.</summary>
/// <param name="Host">The host's name.</param>
/// <param name="ProcessId">The process.</param>
/// <param name="SinceUtc">When it started, by the clock as it was then.</param>
/// <param name="Start">When it started, in a form that a change of the clock leaves as it is.</param>
internal sealed record LeaseHolder(string Host, int ProcessId, DateTime SinceUtc, string Start)
{
    private const string Unknown = "unknown";
    private const string ProcessWord = ", process ";
    private const string SinceWord = ", since ";

    /// <summary>This process.</summary>
    public static LeaseHolder Current()
    {
        using var process = Process.GetCurrentProcess();
        return new LeaseHolder(Environment.MachineName, process.Id, process.StartTime.ToUniversalTime(), StartOf(process) ?? Unknown);
    }

    /// <summary>
    /// Whether the holder of a lease was a process of this host that is no longer there. What cannot be told counts as there.
    /// </summary>
    /// <param name="holder">As <see cref="ToString"/> gave it.</param>
    public static bool IsGone(string holder)
    {
        if (
            Read(holder) is not var (host, id, recorded)
            || !string.Equals(host, Environment.MachineName, StringComparison.OrdinalIgnoreCase)
        )
        {
            return false;
        }

        try
        {
            using var process = Process.GetProcessById(id);
            return StartOf(process) is { } start
                && recorded != Unknown
                && !string.Equals(start, recorded, StringComparison.Ordinal)
                && !IsOfAnotherContainer(recorded);
        }
        catch (ArgumentException)
        {
            // No process has this id here: that says nothing of a container beside this one, which has ids of its own.
            return !IsOfAnotherContainer(recorded);
        }
        catch (Exception exception) when (exception is Win32Exception or InvalidOperationException or NotSupportedException)
        {
            // It is another account's.
            return false;
        }
    }

    /// <summary>As it is stored and shown.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"{Host}{ProcessWord}{ProcessId}{SinceWord}{SinceUtc:yyyy-MM-dd HH:mm:ss} UTC ({Start})");

    private static (string Host, int Id, string Start)? Read(string holder)
    {
        var process = holder.LastIndexOf(ProcessWord, StringComparison.Ordinal);
        var since = holder.LastIndexOf(SinceWord, StringComparison.Ordinal);
        var start = holder.LastIndexOf('(');
        if (process < 0 || since < process || start < since || holder[holder.Length - 1] != ')')
        {
            return null;
        }

        var id = holder.Substring(process + ProcessWord.Length, since - process - ProcessWord.Length);
        return int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (holder.Substring(0, process), number, holder.Substring(start + 1, holder.Length - start - 2))
            : null;
    }

    /// <summary>
    /// Windows keeps the time at which a process started. Linux keeps the ticks since the host did; .NET makes a time of them by the
    /// clock of the moment, which is another one after the clock was set.
    /// </summary>
    private static string? StartOf(Process process)
    {
        var path = FormattableString.Invariant($"/proc/{process.Id}/stat");
        if (!File.Exists(path))
        {
            return Ticks(process);
        }

        try
        {
            var fields = StatOf(path);
            var isDead = fields[0] is "Z" or "X";
            return isDead ? "dead" : $"{fields[19]}-{Container()}{Boot()}";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string[] StatOf(string path)
    {
        // The name, in parentheses, may hold anything; the 22nd field is the 20th behind it (proc(5)).
        var stat = File.ReadAllText(path);
        return stat.Substring(stat.LastIndexOf(')') + 2).Split(' ');
    }

    private static string Boot() => File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();

    /// <summary>Containers of one host may bear one name; the start of their first process tells them apart.</summary>
    private static string Container() => StatOf("/proc/1/stat")[19] + "-";

    private static bool IsOfAnotherContainer(string recorded) =>
        File.Exists("/proc/1/stat")
        && recorded.EndsWith("-" + Boot(), StringComparison.Ordinal)
        && !recorded.EndsWith("-" + Container() + Boot(), StringComparison.Ordinal);

    private static string Ticks(Process process) => process.StartTime.ToUniversalTime().Ticks.ToString(CultureInfo.InvariantCulture);
}
