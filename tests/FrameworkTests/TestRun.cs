using System.Reflection;
using Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace AllSolutionsExchange.FrameworkTests;

/// <summary>
/// Runs an assembly's tests by xunit's own framework, in this process. Theories, fixtures, skips and what else xunit knows are thus
/// xunit's;
/// here the outcomes are printed and counted.
/// </summary>
internal sealed class TestRun(Assembly assembly, string nameContains) : IMessageSink, IDisposable
{
    private readonly LeftOut _leftOut = new(assembly);
    private readonly XunitTestFramework _framework = new(new DiagnosticMessages());
    private readonly List<ITestCase> _cases = [];
    private readonly ManualResetEventSlim _ended = new();

    public int Passed { get; private set; }

    public int Failed { get; private set; }

    public int Skipped { get; private set; }

    public void Start()
    {
        using var discoverer = _framework.GetDiscoverer(new ReflectionAssemblyInfo(assembly));
        discoverer.Find(includeSourceInformation: false, this, new Options());
        _ended.Wait();
        _ended.Reset();
        using var executor = _framework.GetExecutor(assembly.GetName());
        executor.RunTests(_cases.Where(test => test.DisplayName.Contains(nameContains) && !IsLeftOut(test)).ToList(), this, new Options());
        _ended.Wait();
        if (nameContains.Length > 0)
            return;
        foreach (var name in _leftOut.Unused)
            Fail($"LeftOut.props names {name}, which no test is named");
    }

    public bool OnMessage(IMessageSinkMessage message)
    {
        switch (message)
        {
            case ITestCaseDiscoveryMessage found:
                _cases.Add(found.TestCase);
                break;
            case ITestPassed passed:
                Passed++;
                Console.WriteLine($"[+] {passed.Test.DisplayName} ({passed.ExecutionTime:0.0} s)");
                break;
            case ITestSkipped skipped:
                Skip(skipped.Test.DisplayName, skipped.Reason);
                break;
            case ITestFailed failed:
                Fail(failed.Test.DisplayName, failed);
                break;

            // What fails outside a test, such as the disposal of a fixture, or a process that does not let go.
            case IErrorMessage
            or ITestCleanupFailure
            or ITestCaseCleanupFailure
            or ITestMethodCleanupFailure
            or ITestClassCleanupFailure
            or ITestCollectionCleanupFailure
            or ITestAssemblyCleanupFailure:
                Fail(message.GetType().Name, (IFailureInformation)message);
                break;
            case IDiscoveryCompleteMessage or ITestAssemblyFinished:
                _ended.Set();
                break;
        }

        return true;
    }

    public void Dispose()
    {
        _framework.Dispose();
        _ended.Dispose();
    }

    private bool IsLeftOut(ITestCase test)
    {
        if (_leftOut.Reason(test) is not { } reason)
            return false;
        Skip(test.DisplayName, reason);
        return true;
    }

    private void Skip(string name, string reason)
    {
        Skipped++;
        Console.WriteLine($"[!] {name}: {reason}");
    }

    private void Fail(string name)
    {
        Failed++;
        Console.WriteLine($"[-] {name}");
    }

    private void Fail(string name, IFailureInformation failure)
    {
        Fail(name);
        for (var at = 0; at < failure.Messages.Length; at++)
            Console.WriteLine($"{failure.ExceptionTypes[at]}: {failure.Messages[at]}\n{failure.StackTraces[at]}");
    }

    /// <summary>What xunit has to say of itself goes to the log.</summary>
    private sealed class DiagnosticMessages : LongLivedMarshalByRefObject, IMessageSink
    {
        public bool OnMessage(IMessageSinkMessage message)
        {
            if (message is IDiagnosticMessage diagnostic)
                Console.WriteLine(diagnostic.Message);
            return true;
        }
    }

    /// <summary>xunit's defaults, but one test at a time: this machine may have others to serve.</summary>
    private sealed class Options : ITestFrameworkDiscoveryOptions, ITestFrameworkExecutionOptions
    {
        private readonly Dictionary<string, object?> _values = new(StringComparer.Ordinal)
        {
            ["xunit.execution.DisableParallelization"] = true,
            ["xunit.execution.SynchronousMessageReporting"] = true,
        };

        public TValue GetValue<TValue>(string name) => _values.TryGetValue(name, out var value) ? (TValue)value! : default!;

        public void SetValue<TValue>(string name, TValue value) => _values[name] = value;
    }
}
