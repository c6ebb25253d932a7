using System.Diagnostics;
using System.Text.Json;
using Xunit;

namespace AllSolutionsExchange.Tests.Simulator;

/// <summary>The simulator as a program of its own.</summary>
public sealed class ProgramTests
{
    [Fact]
    public async Task It_prints_where_it_is_and_ends_with_its_standard_input()
    {
        var pem = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            using var program = Start(
                "--exit-with-stdin",
                "--mailboxes",
                "3",
                "--pem",
                pem,
                "--exchange",
                "SE",
                "--fault",
                "ServerBusy,operation=GetItem,backoff=5",
                "--fault",
                "ItemError,operation=DeleteItem,code=ErrorCannotDeleteObject",
                "--autodiscover",
                "PoxOnly",
                "--autodiscover-redirect",
                "user1@contoso.test=user2@contoso.test"
            );
            using var started = JsonDocument.Parse((await program.StandardOutput.ReadLineAsync())!);
            Assert.StartsWith("https://localhost:", started.RootElement.GetProperty("url").GetString(), StringComparison.Ordinal);
            Assert.Equal(3, started.RootElement.GetProperty("mailboxes").GetArrayLength());
            Assert.StartsWith("-----BEGIN CERTIFICATE-----", await File.ReadAllTextAsync(pem), StringComparison.Ordinal);

            program.StandardInput.Close();
            await program.WaitForExitAsync();
            Assert.Equal(0, program.ExitCode);
        }
        finally
        {
            File.Delete(pem);
        }
    }

    [Theory]
    [InlineData("--nonsense", "Unknown option '--nonsense'")]
    [InlineData("--port", "--port needs a value")]
    [InlineData("--port no", "--port cannot be 'no'")]
    [InlineData("--authentication Kerberos", "--authentication cannot be 'Kerberos'")]
    [InlineData("--time-zone Europe/Amsterdam", "--time-zone cannot be 'Europe/Amsterdam'")]
    [InlineData("--autodiscover-redirect nowhere", "--autodiscover-redirect cannot be 'nowhere'")]
    [InlineData("--fault Meteor", "--fault cannot be 'Meteor'")]
    public async Task A_wrong_argument_is_one_clear_error(string arguments, string message)
    {
        using var program = Start(arguments.Split(' '));
        var error = await program.StandardError.ReadToEndAsync();
        await program.WaitForExitAsync();

        Assert.Equal(2, program.ExitCode);
        Assert.StartsWith(message, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task Help_lists_every_option()
    {
        using var program = Start("--help");
        var text = await program.StandardOutput.ReadToEndAsync();
        await program.WaitForExitAsync();

        Assert.Equal(0, program.ExitCode);
        foreach (
            var option in new[]
            {
                "--address",
                "--port",
                "--pem",
                "--mailboxes",
                "--items",
                "--item-size",
                "--seed",
                "--latency",
                "--time-zone",
                "--exchange",
                "--authentication",
                "--scope",
                "--autodiscover",
                "--autodiscover-redirect",
                "--fault",
            }
        )
        {
            Assert.Contains(option + " ", text, StringComparison.Ordinal);
        }
    }

    private static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "ExchangeSimulator.dll"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }
}
