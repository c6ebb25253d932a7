using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace AllSolutionsExchange.Demo.Console;

/// <summary>Writes to the console; with colours on a terminal, as plain text into a file or a pipe.</summary>
internal sealed class ConsoleUserInterface : PSHostUserInterface
{
    private TextWriter _out = System.Console.Out;

    public override PSHostRawUserInterface RawUI { get; } = new ConsoleRawUserInterface();

    public override bool SupportsVirtualTerminal { get; } =
        !System.Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") is { } terminal && terminal != "dumb";

    /// <summary>Until disposed of, what is written is an error.</summary>
    public IDisposable WriteToStandardError()
    {
        _out = System.Console.Error;
        return new Restore(this);
    }

    public override void Write(string value) => _out.Write(GetOutputString(value, SupportsVirtualTerminal));

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Write(value);

    public override void WriteLine(string value) => Write(value + Environment.NewLine);

    public override void WriteErrorLine(string value) =>
        System.Console.Error.WriteLine(GetOutputString(value, SupportsVirtualTerminal && !System.Console.IsErrorRedirected));

    public override void WriteDebugLine(string message) => WriteLine("DEBUG: " + message);

    public override void WriteVerboseLine(string message) => WriteLine("VERBOSE: " + message);

    public override void WriteWarningLine(string message) => WriteLine("WARNING: " + message);

    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
        // A sample's output is read afterwards; progress would only get in between.
    }

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) =>
        throw Unattended(message);

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
        throw Unattended(message);

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        throw Unattended(message);

    public override PSCredential PromptForCredential(
        string caption,
        string message,
        string userName,
        string targetName,
        PSCredentialTypes allowedCredentialTypes,
        PSCredentialUIOptions options
    ) => throw Unattended(message);

    public override string ReadLine() => throw Unattended("a line of text");

    public override SecureString ReadLineAsSecureString() => throw Unattended("a secret");

    private static PSInvalidOperationException Unattended(string question) =>
        new($"The sample runs unattended and cannot answer: {question}");

    private sealed class Restore(ConsoleUserInterface screen) : IDisposable
    {
        public void Dispose() => screen._out = System.Console.Out;
    }
}
