using System.Collections.Concurrent;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;
using AllSolutionsExchange.Demo.Console;

namespace AllSolutionsExchange.ModuleTests.Hosting;

/// <summary>A PowerShell host that keeps what would have stood on the screen, and answers no question that it was not told to.</summary>
internal sealed class RecordingHost : PSHost
{
    private readonly RecordingUserInterface _ui = new();

    /// <summary>The lines, errors and warnings included, without colour codes.</summary>
    public IEnumerable<string> Screen => string.Concat(_ui.Text).Split('\n').Select(line => line.TrimEnd());

    /// <summary>How many characters a line of the screen holds, from now on.</summary>
    public void Resize(int width) => _ui.Raw.FixedWidth = width;

    /// <summary>The index of the choice that answers the next confirmation.</summary>
    public void Answer(int choice) => _ui.Choices.Enqueue(choice);

    /// <summary>Forgets what one test has shown and set, for the next.</summary>
    public void Reset()
    {
        _ui.Text.Clear();
        _ui.Choices.Clear();
        _ui.Raw.FixedWidth = null;
    }

    public override string Name => "Recording host";

    public override Version Version { get; } = new(1, 0);

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override PSHostUserInterface UI => _ui;

    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;

    public override void EnterNestedPrompt() => throw new NotSupportedException();

    public override void ExitNestedPrompt() => throw new NotSupportedException();

    public override void NotifyBeginApplication() { }

    public override void NotifyEndApplication() { }

    public override void SetShouldExit(int exitCode) => throw new NotSupportedException();

    private sealed class RecordingUserInterface : PSHostUserInterface
    {
        public ConcurrentQueue<string> Text { get; } = new();

        public ConcurrentQueue<int> Choices { get; } = new();

        public ConsoleRawUserInterface Raw { get; } = new();

        public override PSHostRawUserInterface RawUI => Raw;

        public override void Write(string value) => Text.Enqueue(GetOutputString(value, supportsVirtualTerminal: false));

        public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Write(value);

        public override void WriteLine(string value) => Write(value + "\n");

        public override void WriteErrorLine(string value) => WriteLine(value);

        public override void WriteDebugLine(string message) => WriteLine("DEBUG: " + message);

        public override void WriteVerboseLine(string message) => WriteLine("VERBOSE: " + message);

        public override void WriteWarningLine(string message) => WriteLine("WARNING: " + message);

        public override void WriteProgress(long sourceId, ProgressRecord record) { }

        public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
        {
            WriteLine(message);
            return Choices.TryDequeue(out var choice)
                ? choice
                : throw new InvalidOperationException("Nobody is here to answer: " + message);
        }

        public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
            throw new InvalidOperationException("Nobody is here to answer: " + message);

        public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
            throw new NotSupportedException();

        public override PSCredential PromptForCredential(
            string caption,
            string message,
            string userName,
            string targetName,
            PSCredentialTypes allowedCredentialTypes,
            PSCredentialUIOptions options
        ) => throw new NotSupportedException();

        public override string ReadLine() => throw new NotSupportedException();

        public override SecureString ReadLineAsSecureString() => throw new NotSupportedException();
    }
}
