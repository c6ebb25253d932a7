using System.Collections.Concurrent;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using AllSolutionsExchange.Demo.Console;

namespace AllSolutionsExchange.ModuleTests.Hosting;

/// <summary>A runspace with modules imported, used by one test after another: most of a short test would be the making of it.</summary>
internal sealed class PooledRunspace
{
    private static readonly ConcurrentDictionary<string, ConcurrentBag<PooledRunspace>> Free = new();

    private readonly string _key;
    private readonly IReadOnlyList<string> _modules;
    private readonly IReadOnlyList<string> _items;

    private PooledRunspace(string key, IReadOnlyList<string> modules)
    {
        _key = key;
        Runspace = RunspaceFactory.CreateRunspace(Host, HostedSession.State());
        Runspace.Open();
        foreach (var module in modules)
        {
            using var shell = PowerShell.Create(Runspace);
            shell.AddCommand("Import-Module").AddParameter("Name", module).AddParameter("ErrorAction", "Stop").Invoke();
        }

        _modules = Modules();
        _items = Items();
    }

    public Runspace Runspace { get; }

    public RecordingHost Host { get; } = new();

    /// <summary>One that no test uses now, or a new one.</summary>
    public static PooledRunspace With(IReadOnlyList<string> modules)
    {
        var key = string.Join('|', modules);
        return Free.TryGetValue(key, out var free) && free.TryTake(out var runspace) ? runspace : new PooledRunspace(key, modules);
    }

    /// <summary>Gives it back, or closes it if it can't be made what it was.</summary>
    public void Return()
    {
        if (Runspace.RunspaceAvailability == RunspaceAvailability.Available && Reset())
        {
            Free.GetOrAdd(_key, _ => []).Add(this);
        }
        else
        {
            Close();
        }
    }

    /// <summary>Takes away what a test left behind; false if something is gone that was there at the start.</summary>
    private bool Reset()
    {
        Host.Reset();
        Runspace.ResetRunspaceState();
        foreach (var module in Modules().Except(_modules))
        {
            using var removal = PowerShell.Create(Runspace);
            removal.AddCommand("Remove-Module").AddParameter("Name", module).AddParameter("Force").Invoke();
        }

        foreach (var item in Items().Except(_items))
        {
            Runspace.SessionStateProxy.InvokeProvider.Item.Remove(item, recurse: false);
        }

        using var errors = PowerShell.Create(Runspace);
        errors.AddScript("$Error.Clear()").Invoke();
        return !_modules.Except(Modules()).Any() && !_items.Except(Items()).Any();
    }

    private IReadOnlyList<string> Modules()
    {
        using var shell = PowerShell.Create(Runspace);
        return [.. shell.AddCommand("Get-Module").Invoke<PSModuleInfo>().Select(module => module.Name)];
    }

    /// <summary>Functions and aliases. The provider is asked, since its cmdlets are in a module that need not be loaded.</summary>
    private IReadOnlyList<string> Items() =>
        [
            .. ((string[])["Function:", "Alias:"]).SelectMany(drive =>
                Runspace
                    .SessionStateProxy.InvokeProvider.ChildItem.GetNames(drive, ReturnContainers.ReturnMatchingContainers, recurse: false)
                    .Select(name => $@"{drive}\{name}")
            ),
        ];

    /// <summary>Closing waits for pipelines: one that hangs must not hang the whole test run.</summary>
    private void Close()
    {
        if (!Task.Run(Runspace.Dispose).Wait(TimeSpan.FromSeconds(30)))
        {
            throw new TimeoutException("A pipeline of this session does not end.");
        }
    }
}
