using System.Globalization;

namespace ExchangeSimulator.Cli;

/// <summary>Reads a fault such as <c>ServerBusy,operation=GetItem,nth=2,backoff=500</c>.</summary>
internal static class FaultOption
{
    public static Fault Parse(string text)
    {
        try
        {
            return Read(text);
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            throw new FormatException($"--fault cannot be '{text}'. {exception.Message}", exception);
        }
    }

    private static Fault Read(string text)
    {
        var parts = text.Split(',');
        if (!Enum.TryParse<FaultKind>(parts[0], ignoreCase: true, out var kind) || !Enum.IsDefined(kind))
        {
            throw new FormatException($"'{parts[0]}' is none of {string.Join(", ", Enum.GetNames<FaultKind>())}.");
        }

        var action = new FaultAction(kind);
        var fault = new Fault(action);
        foreach (var part in parts.Skip(1))
        {
            var (name, value) = part.Split('=', 2) is [var left, var right]
                ? (left, right)
                : throw new FormatException($"'{part}' is not name=value.");
            (fault, action) = Apply(fault, action, name, value);
        }
        return fault with { Action = action };
    }

    private static (Fault Fault, FaultAction Action) Apply(Fault fault, FaultAction action, string name, string value) =>
        name switch
        {
            "operation" => (fault with { Operation = value }, action),
            "mailbox" => (fault with { Mailbox = value }, action),
            "nth" => (fault with { Nth = Number(value) }, action),
            "times" => (fault with { Times = Number(value) }, action),
            "backoff" => (fault, action with { BackOffMilliseconds = Number(value) }),
            "delay" => (fault, action with { Delay = TimeSpan.FromMilliseconds(Number(value)) }),
            "subject" => (fault, action with { Subject = value }),
            "code" => (fault, action with { ResponseCode = value }),
            _ => throw new FormatException($"'{name}' is none of operation, mailbox, nth, times, backoff, delay, subject, code."),
        };

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
