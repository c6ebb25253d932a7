namespace AllSolutionsExchange.Binding;

/// <summary>
/// Which Exchange server is meant. A parameter of this type takes the output of <c>Get-ExchangeServer</c> (live or from a remote
/// session), that of <c>Get-AsEwsProxy</c>, or a server's name.
/// </summary>
public sealed record ExchangeServerIdentity
{
    /// <summary>Names a server alone.</summary>
    /// <param name="name">Its name, best the full one.</param>
    public ExchangeServerIdentity(string name) => Name = name;

    /// <summary>The server's full name where it was given, else the short one.</summary>
    public string Name { get; }

    /// <summary>
    /// A folder below the installation, as <c>C:\Program Files\Microsoft\Exchange Server\V15\Mailbox</c>; null where only the name is
    /// known.
    /// </summary>
    public string? DataPath { get; init; }

    /// <summary>The version, as <c>Version 15.2 (Build 1748.10)</c>; null if it is not known.</summary>
    public string? AdminDisplayVersion { get; init; }

    /// <summary>The web.config, where a result of this module was given; else null.</summary>
    public string? ConfigPath { get; init; }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
