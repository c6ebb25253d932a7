using System.Management.Automation;
using AllSolutionsExchange.Binding;
using AllSolutionsExchange.Errors;

namespace AllSolutionsExchange.Commands;

/// <summary>A cmdlet that works on the store.</summary>
public abstract class StoreCommand : AsyncCommand, IDisposable
{
    private readonly Lazy<Coupling> _coupling;

    /// <summary>Opens nothing yet.</summary>
    protected StoreCommand() => _coupling = new Lazy<Coupling>(() => Coupling.Open(StorePath, SystemClock.Now));

    /// <summary>
    /// <para type="description">The store: path of a SQLite file; default: the one that the environment variable
    /// ALLSOLUTIONS_EXCHANGE_STORE names with its full path, else the one in the default place. Its folder must be
    /// on a local disk and for single accounts: on Windows no group such as Users may have a right on it, elsewhere none may write
    /// to it, and no folder or link on the way may let somebody else lead elsewhere.</para>
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [NoInvisibleCharacters]
    public string? Store { get; set; }

    /// <summary>The store with its register, parameters and users. To be used by the work, where its errors become records.</summary>
    protected Coupling OpenCoupling() => _coupling.Value;

    /// <summary>Whether -Verbose or the session asks for the protocol. To be read on the pipeline's thread.</summary>
    private protected bool IsVerbose =>
        MyInvocation.BoundParameters.TryGetValue("Verbose", out var verbose)
            ? verbose is SwitchParameter { IsPresent: true }
            : GetVariableValue("VerbosePreference") is { } preference && preference.ToString() != nameof(ActionPreference.SilentlyContinue);

    private string? StorePath { get; set; }

    /// <summary>Reads -Store as PowerShell does: from its current location, not the process's.</summary>
    protected override void BeginProcessing()
    {
        StorePath = Store is null ? null : FullPath(Store, "Give the full path of the store's file, without another colon.");
    }

    /// <summary>The full path of a file that a parameter names. To be asked before the first record.</summary>
    /// <param name="path">The path as it was given.</param>
    /// <param name="advice">What to give instead, in one sentence.</param>
    private protected string FullPath(string path, string advice)
    {
        try
        {
            return FilePath.Full(SessionState, path, advice);
        }
        catch (ValueException exception)
        {
            ThrowTerminatingError(ErrorRecords.From(exception, path)!);
            throw;
        }
    }

    /// <summary>Closes the store. Called by PowerShell when the pipeline has ended.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes the store.</summary>
    /// <param name="disposing">True: there is no finalizer.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing && _coupling.IsValueCreated)
        {
            _coupling.Value.Dispose();
        }
    }
}
