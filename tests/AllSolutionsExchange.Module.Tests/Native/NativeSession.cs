using System.Management.Automation;
using AllSolutionsExchange.ModuleTests.Hosting;

namespace AllSolutionsExchange.ModuleTests.Native;

/// <summary>A session with the built module and the stand-in for Exchange's own shell.</summary>
internal sealed class NativeSession : IDisposable
{
    public NativeSession(string options = "", string prefix = "") => Session.ImportNativeExchange(options, prefix);

    public ModuleSession Session { get; } = new();

    public void Dispose() => Session.Dispose();

    /// <summary>Everything that native commands can change, as lines.</summary>
    public IReadOnlyList<string> State => [.. Session.Run("Get-NativeState").Values.Cast<string>()];

    public ScriptResult Run(string script) => Session.Run(script);

    /// <summary>Runs a script that must not give an error.</summary>
    public ScriptResult Succeed(string script)
    {
        var result = Session.Run(script);
        Assert.True(result.Errors.Count == 0, $"{script}\n{string.Join('\n', result.Errors)}");
        return result;
    }

    /// <summary>Runs a script that must give exactly one error, and changes nothing.</summary>
    public ErrorRecord Refuse(string script)
    {
        var before = State;
        var error = Fail(script);
        Assert.Equal(before, State);
        return error;
    }

    /// <summary>Runs a script that must give exactly one error, also where it is one that ends the command.</summary>
    public ErrorRecord Fail(string script)
    {
        var result = Session.Run("try { " + script + " } catch { $_ }");
        return Assert.Single(result.Errors.Concat(result.Values.OfType<ErrorRecord>()));
    }

    /// <summary>A script's one object, by its properties.</summary>
    public PSObject One(string script) => Assert.Single(Succeed(script).Output);
}
