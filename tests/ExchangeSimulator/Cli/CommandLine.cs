using System.Globalization;
using System.Net;

namespace ExchangeSimulator.Cli;

/// <summary>What the program was asked to do.</summary>
internal sealed record CommandLine(
    SimulatorOptions Options,
    IReadOnlyList<Fault> Faults,
    string? PemFile,
    bool HasProxy,
    bool ExitWithStandardInput
)
{
    /// <summary>Reads the arguments.</summary>
    /// <exception cref="FormatException">One is unknown or has no such value; the message says which.</exception>
    public static CommandLine Parse(IReadOnlyList<string> arguments)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var faults = new List<Fault>();
        for (var i = 0; i < arguments.Count; i++)
        {
            var option =
                Help.Options.FirstOrDefault(o => o.Name == arguments[i])
                ?? throw new FormatException($"Unknown option '{arguments[i]}'. --help lists them.");
            var value =
                option.Value is null ? ""
                : ++i < arguments.Count ? arguments[i]
                : throw new FormatException($"{option.Name} needs a value: {option.Value}.");
            if (option.Name == "--fault")
            {
                faults.Add(FaultOption.Parse(value));
            }
            else if (!values.TryAdd(option.Name, value))
            {
                throw new FormatException($"{option.Name} is given twice.");
            }
        }
        return new CommandLine(
            ReadOptions(values),
            faults,
            values.GetValueOrDefault("--pem"),
            values.ContainsKey("--proxy"),
            values.ContainsKey("--exit-with-stdin")
        );
    }

    private static SimulatorOptions ReadOptions(Dictionary<string, string> values)
    {
        var standard = new SimulatorOptions();
        var options = new SimulatorOptions
        {
            Address = Read(values, "--address", standard.Address, text => IPAddress.Parse(text)),
            Port = Read(values, "--port", standard.Port, text => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture)),
            HostNames = Read(
                values,
                "--names",
                standard.HostNames,
                text => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            ),
            Mailboxes = Read(values, "--mailboxes", standard.Mailboxes, ReadMailboxes),
            ItemsPerMailbox = Read(
                values,
                "--items",
                standard.ItemsPerMailbox,
                text => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture)
            ),
            ItemSize = Read(
                values,
                "--item-size",
                standard.ItemSize,
                text => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture)
            ),
            Seed = Read(values, "--seed", standard.Seed, text => int.Parse(text, CultureInfo.InvariantCulture)),
            Latency = Read(values, "--latency", standard.Latency, Milliseconds),
            TimeZone = Read(values, "--time-zone", standard.TimeZone, ReadTimeZone),
            TaskDates = Read(values, "--task-dates", standard.TaskDates, ReadName<TaskDateZone>),
            RaisesDueDate = values.ContainsKey("--raise-due-date"),
            Version = Read(values, "--exchange", standard.Version, ReadName<ExchangeVersion>),
            Authentication = Read(values, "--authentication", standard.Authentication, ReadName<AuthenticationMode>),
            GatewayUrl = Read(values, "--gateway", standard.GatewayUrl, text => new Uri(text, UriKind.Absolute)),
            Account = Read(values, "--account", standard.Account, text => text),
            Password = Read<string?>(values, "--password", standard.Password, text => text),
            AccountHasMailbox = values.ContainsKey("--account-mailbox"),
            ImpersonationScope = Read<IReadOnlyCollection<string>?>(
                values,
                "--scope",
                null,
                text => text.Split(',', StringSplitOptions.RemoveEmptyEntries)
            ),
            Autodiscover = Read(values, "--autodiscover", standard.Autodiscover, ReadName<AutodiscoverMode>),
            AutodiscoverRedirects = Read(values, "--autodiscover-redirect", standard.AutodiscoverRedirects, ReadRedirects),
            Clock = Read(values, "--clock-skew", standard.Clock, ReadSkew),
        };
        return options;
    }

    private static T Read<T>(Dictionary<string, string> values, string option, T standard, Func<string, T> read)
    {
        if (!values.TryGetValue(option, out var text))
        {
            return standard;
        }

        try
        {
            return read(text);
        }
        catch (Exception exception) when (exception is FormatException or OverflowException or ArgumentException)
        {
            throw new FormatException(
                $"{option} cannot be '{text}': {Help.Options.First(o => o.Name == option).Value} is wanted.",
                exception
            );
        }
    }

    private static IReadOnlyList<string> ReadMailboxes(string text)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0)
        {
            return [.. Enumerable.Range(1, count).Select(n => $"user{n}@contoso.test")];
        }

        var addresses = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return addresses.Length > 0 && Array.TrueForAll(addresses, a => a.IndexOf('@', StringComparison.Ordinal) > 0)
            ? addresses
            : throw new FormatException();
    }

    private static IReadOnlyDictionary<string, string> ReadRedirects(string text) =>
        text.Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2) is [var address, { Length: > 0 } target] ? (address, target) : throw new FormatException())
            .ToDictionary(pair => pair.address, pair => pair.target, StringComparer.OrdinalIgnoreCase);

    private static string ReadTimeZone(string text) => Zones.ZoneDefinition.Find(text) is null ? throw new FormatException() : text;

    private static TimeSpan Milliseconds(string text) =>
        TimeSpan.FromMilliseconds(int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture));

    private static T ReadName<T>(string text)
        where T : struct, Enum =>
        Enum.GetNames<T>()
            .FirstOrDefault(name =>
                name.Equals(text, StringComparison.OrdinalIgnoreCase) || name.Equals("Exchange" + text, StringComparison.OrdinalIgnoreCase)
            )
            is { } found
            ? Enum.Parse<T>(found)
            : throw new FormatException();

    private static Func<DateTimeOffset> ReadSkew(string text)
    {
        var skew = TimeSpan.FromSeconds(int.Parse(text, CultureInfo.InvariantCulture));
        return () => TimeProvider.System.GetUtcNow() + skew;
    }
}
