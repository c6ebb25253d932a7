using System.Runtime.InteropServices;
using System.Text.Json;
using ExchangeSimulator;
using ExchangeSimulator.Cli;

if (args.Contains("--help", StringComparer.Ordinal))
{
    Console.Write(Help.Text());
    return 0;
}

CommandLine command;
try
{
    command = CommandLine.Parse(args);
}
catch (FormatException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 2;
}

using var stop = new CancellationTokenSource();
void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}

using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

try
{
    await using var exchange = await SimulatedExchange.StartAsync(command.Options, stop.Token);
    foreach (var fault in command.Faults)
    {
        exchange.Faults.Add(fault);
    }

    if (command.PemFile is { } file)
    {
        await File.WriteAllTextAsync(file, exchange.CertificatePem, stop.Token);
    }

    await using var proxy = command.HasProxy ? new TunnelProxy(exchange.Url.Port) : null;
    Console.WriteLine(
        JsonSerializer.Serialize(
            new
            {
                url = exchange.Url,
                proxy = proxy?.Url,
                thumbprint = exchange.Thumbprint,
                account = exchange.Account,
                password = exchange.Password,
                mailboxes = exchange.Mailboxes.Select(m => m.Address),
            }
        )
    );
    var ended = new TaskCompletionSource();
    await using var registration = stop.Token.Register(ended.SetResult);
    await (
        command.ExitWithStandardInput
            ? Task.WhenAny(ended.Task, Task.Run(() => Console.OpenStandardInput().CopyToAsync(Stream.Null, stop.Token)))
            : ended.Task
    );
    return 0;
}
catch (IOException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}
