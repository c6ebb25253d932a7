using AllSolutionsExchange.AllSolutions;
using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange;

/// <summary>
/// Accounts that a server refused (401), that of Exchange and that of AllSolutions apart: none is tried again before it is set again, since
/// going on would lock it out.
/// </summary>
internal sealed class AccountRefusals
{
    private readonly Coupling _coupling;
    private readonly ExchangeParameters _parameters;
    private readonly ConnectorSettings _connector;

    public AccountRefusals(Coupling coupling, ExchangeParameters parameters, ConnectorSettings connector)
    {
        _coupling = coupling;
        _parameters = parameters;
        _connector = connector;
    }

    /// <summary>The refusal of an earlier run; null if there was none.</summary>
    public AccountRefusedException? Earlier(SideName side)
    {
        var (utc, reason) =
            side == SideName.Exchange
                ? (_parameters.AccountRefusedUtc, _parameters.AccountRefusedReason)
                : (_connector.AccountRefusedUtc, _connector.AccountRefusedReason);
        return utc is { } refusedAt
            ? new AccountRefusedException(
                FormattableString.Invariant($"{side} refused the account at {refusedAt:yyyy-MM-dd HH:mm:ss} UTC: {reason}"),
                Remedy(side)
            )
            {
                Side = side,
            }
            : null;
    }

    /// <summary>Refuses to begin if an account was refused.</summary>
    /// <exception cref="AccountRefusedException">It was.</exception>
    public void ThrowIfAny()
    {
        foreach (var side in SideNames.Both)
        {
            if (Earlier(side) is { } refusal)
            {
                throw refusal;
            }
        }
    }

    /// <summary>Keeps a refusal, so that no run starts.</summary>
    public Task KeepAsync(AccountRefusedException refused, CancellationToken cancellationToken) =>
        refused.Side == SideName.Exchange
            ? _coupling.Parameters.RefuseAccountAsync(_parameters, refused.Message, cancellationToken)
            : _coupling.Connector.RefuseAccountAsync(_connector, refused.Message, cancellationToken);

    /// <summary>The refusal, with what makes runs start again.</summary>
    public AccountRefusedException WithRemedy(AccountRefusedException refused) => new(refused, Remedy(refused.Side));

    private string Remedy(SideName side)
    {
        if (side == SideName.Exchange)
        {
            var account = _parameters.Domain.Length > 0 ? $"{_parameters.Domain}\\{_parameters.UserName}" : _parameters.UserName;
            return "No run starts until the parameters are set again: Set-AsExchangeParameter -Credential "
                + $"{CommandText.Quote(account)}.";
        }

        var secret = _connector.UserName is { } user ? $"-Credential {CommandText.Quote(user)}" : "-Secret (Read-Host -AsSecureString)";
        return $"No run starts until the connector is set again: Set-AsConnector {secret}.";
    }
}
