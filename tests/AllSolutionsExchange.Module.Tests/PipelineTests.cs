using System.Collections.Concurrent;
using System.Management.Automation;
using AllSolutionsExchange.ModuleTests.Hosting;

namespace AllSolutionsExchange.ModuleTests;

/// <summary>How asynchronous work and PowerShell's pipeline thread live together. The probes stand in ProbeModule.</summary>
public sealed class PipelineTests : IDisposable
{
    // Far beyond what any of these takes: a hang becomes a failure.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ModuleSession _session = ModuleSession.WithProbes();
    private readonly ConcurrentQueue<string> _notes = new();

    public PipelineTests() => _session.Set("Notes", _notes);

    public void Dispose() => _session.Dispose();

    [Fact]
    public void OutputComesInOrderAlsoBeyondTheQueue() =>
        Assert.Equal(Enumerable.Range(1, 2000).Cast<object>(), _session.Run("Write-Probe -Count 2000").Values);

    [Fact]
    public async Task ADownstreamThatEndsEarlyEndsTheWork()
    {
        var result = await RunAsync(
            "foreach ($once in 1) { Write-Probe -Count 1000000 -Notes $Notes | ForEach-Object { if ($_ -eq 3) { break }; $_ } }"
        );
        Assert.Equal([1, 2], result.Values);
        Assert.Equal(["cancelled"], _notes);
    }

    [Fact]
    public async Task ADownstreamThatFailsEndsTheWork()
    {
        var failure = await Assert.ThrowsAsync<RuntimeException>(() =>
            RunAsync("Write-Probe -Count 1000000 -Notes $Notes | ForEach-Object { throw 'enough' }")
        );
        Assert.Equal("enough", failure.Message);
        Assert.Equal(["cancelled"], _notes);
    }

    [Fact]
    public async Task AQuestionThatThePipelineNeverAnswersIsCancelled()
    {
        // The warning stops the pipeline while the work waits for the answer of ShouldProcess.
        await Assert.ThrowsAsync<ActionPreferenceStopException>(() =>
            RunAsync("'a' | Set-Probe -Notes $Notes -WarningAction Stop -Confirm:$false")
        );
        Assert.Equal(["question cancelled"], _notes);
    }

    [Fact]
    public async Task StopEndsTheWorkAndWaitsForIt()
    {
        var started = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        _session.Set("Started", started);
        using var shell = _session.Shell("Wait-Probe -Started $Started -Notes $Notes");
        var running = shell.BeginInvoke();
        await started.Task.WaitAsync(Patience);

        await Task.Run(shell.Stop).WaitAsync(Patience);

        Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
        Assert.Equal(["released"], _notes);
        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(running));
    }

    [Fact]
    public void WhatIfIsAnsweredByTheUser()
    {
        var result = _session.Run("'a', 'b' | Set-Probe -Notes $Notes -WhatIf");
        Assert.Empty(result.Output);
        Assert.Empty(_notes);
        Assert.Contains("What if: Performing the operation \"Set probe\" on target \"b\".", _session.Host.Screen);
    }

    [Fact]
    public void ConfirmIsAnsweredPerTarget()
    {
        const int yes = 0,
            no = 2;
        _session.Host.Answer(no);
        _session.Host.Answer(yes);
        Assert.Equal(["b"], _session.Run("'a', 'b' | Set-Probe -Notes $Notes -Confirm").Values);
        Assert.Equal(["changed b"], _notes);
    }

    [Fact]
    public void WarningsAndVerboseReachTheirStreams()
    {
        var result = _session.Run("'a' | Set-Probe -Verbose");
        Assert.Equal(["warning a"], result.Warnings);
        Assert.Contains("verbose a", result.Verbose);
    }

    [Fact]
    public void AFailureOfOneRecordLeavesTheOthers()
    {
        _session.Set("Failures", new Exception[] { new ArgumentException("not this one"), new ArgumentException("nor this") });
        var result = _session.Run("$Failures | Invoke-Probe");
        Assert.Equal(["not this one", "nor this"], result.Errors.Select(error => error.Exception.Message));
        Assert.All(
            result.Errors,
            error =>
            {
                Assert.Equal("InvalidArgument,AllSolutionsExchange.ProbeModule.InvokeProbeCommand", error.FullyQualifiedErrorId);
                Assert.Equal("the target", error.TargetObject);
            }
        );
    }

    [Fact]
    public void AFailureThatNoRecordCanEscapeEndsTheCommand()
    {
        _session.Set("Failures", new Exception[] { new IOException("The disk is gone."), new IOException("never asked") });
        var error = Assert.Single(_session.Run("$Failures | Invoke-Probe").Errors);
        Assert.Equal("FileAccessFailed,AllSolutionsExchange.ProbeModule.InvokeProbeCommand", error.FullyQualifiedErrorId);
        Assert.Equal("The disk is gone.", error.ErrorDetails.Message);
        Assert.StartsWith("Check the path", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void AFaultOfTheModuleIsNotDressedUp()
    {
        _session.Set("Failures", new Exception[] { new InvalidOperationException("a bug"), new InvalidOperationException("never asked") });
        var error = Assert.Single(_session.Run("$Failures | Invoke-Probe").Errors);
        Assert.IsType<InvalidOperationException>(error.Exception.GetBaseException());
        Assert.Equal("a bug", error.Exception.Message);
    }

    [Fact]
    public void AnErrorSaysWhatToDoAndWhatItIsAbout()
    {
        _session.Set(
            "Failure",
            CoreTypes.Construct(
                "Storage.StoreException",
                "/x. y/store.db",
                "The store '/x. y/store.db' is full. It can't grow.",
                "Make room. Then run again.",
                null
            )
        );
        var error = Assert.Single(_session.Run("$Failure | Invoke-Probe").Errors);
        Assert.Equal("StoreUnusable,AllSolutionsExchange.ProbeModule.InvokeProbeCommand", error.FullyQualifiedErrorId);
        Assert.Equal("/x. y/store.db", error.TargetObject);
        Assert.Equal("The store '/x. y/store.db' is full. It can't grow.", error.ErrorDetails.Message);
        Assert.Equal("Make room. Then run again.", error.ErrorDetails.RecommendedAction);
    }

    private Task<ScriptResult> RunAsync(string script) => Task.Run(() => _session.Run(script)).WaitAsync(Patience);
}
