using System.Globalization;
using System.Net;
using AllSolutionsExchange.Secrets;
using AllSolutionsExchange.Storage;

namespace AllSolutionsExchange.AllSolutions;

/// <summary>
/// The parameters of the coupling in the store. The password is kept apart, protected, and comes out as a credential only.
/// </summary>
public sealed class ExchangeParameterStore
{
    private const string PasswordName = "Password";
    private readonly IDatabase _database;
    private readonly ISecretProtector _protector;
    private readonly Func<DateTimeOffset> _clock;
    private readonly Action<string?> _judge;
    private readonly Action<string?> _prepare;
    private readonly string _path;

    /// <summary>The parameters in a store.</summary>
    /// <param name="database">The store's file.</param>
    /// <param name="protector">Protects the password.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="judge">Refuses a place or a service account of which <paramref name="prepare"/> would make nothing; makes nothing
    /// itself.</param>
    /// <param name="prepare">Makes the store's files, for the service account too.</param>
    /// <param name="path">The store's full path.</param>
    internal ExchangeParameterStore(
        IDatabase database,
        ISecretProtector protector,
        Func<DateTimeOffset> clock,
        Action<string?> judge,
        Action<string?> prepare,
        string path
    )
    {
        _database = database;
        _protector = protector;
        _clock = clock;
        _judge = judge;
        _prepare = prepare;
        _path = path;
    }

    /// <summary>The parameters.</summary>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>The parameters, without the password.</returns>
    /// <exception cref="Files.StoreMissingException">There is no store.</exception>
    /// <exception cref="ParameterException">They were never set.</exception>
    public async Task<ExchangeParameters> GetAsync(CancellationToken cancellationToken) =>
        await _database.ReadAsync(Read, cancellationToken).ConfigureAwait(false) is { } parameters
            ? parameters with
            {
                Store = _path,
            }
            : throw NotSet();

    /// <summary>What <see cref="SetAsync"/> would store. Writes nothing and needs no store.</summary>
    /// <param name="changes">What to set.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>The parameters as they would be.</returns>
    /// <exception cref="ParameterException">A parameter cannot be taken, or one is missing.</exception>
    /// <exception cref="Files.StoreLocationException">They could not be stored there, or not for that service account.</exception>
    public async Task<ExchangeParameters> PreviewAsync(ExchangeParameterChanges changes, CancellationToken cancellationToken)
    {
        var preview = changes.ApplyTo(await FindAsync(cancellationToken).ConfigureAwait(false), _clock());
        _judge(preview.ServiceAccount);
        return preview;
    }

    /// <summary>
    /// Sets parameters, all or none of them, and lifts the stop after a refused account. Makes the store if there is none.
    /// </summary>
    /// <param name="changes">What to set.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>The parameters as they are stored.</returns>
    /// <exception cref="ParameterException">A parameter cannot be taken, or one is missing.</exception>
    public async Task<ExchangeParameters> SetAsync(ExchangeParameterChanges changes, CancellationToken cancellationToken)
    {
        var preview = await PreviewAsync(changes, cancellationToken).ConfigureAwait(false);
        _prepare(preview.ServiceAccount);
        var password = changes.Password is null ? null : Password.Protect(changes.Password, _protector);
        return await _database
            .WriteAsync(
                session =>
                {
                    var parameters = changes.ApplyTo(Read(session), _clock()) with { Store = _path };
                    foreach (var (name, value) in Values(parameters))
                    {
                        ParameterRows.Set(session, name, value);
                    }

                    if (password is not null)
                    {
                        ParameterRows.SetSecret(session, PasswordName, password);
                    }

                    return parameters;
                },
                create: true,
                cancellationToken
            )
            .ConfigureAwait(false);
    }

    /// <summary>
    /// Whether all that is to be set is so already, and no stop after a refused account is to be lifted. A password that is given counts
    /// as a
    /// change.
    /// </summary>
    /// <param name="changes">What would be set.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>False also if nothing was ever set.</returns>
    /// <exception cref="ParameterException">A parameter cannot be taken.</exception>
    public async Task<bool> IsSetSoAsync(ExchangeParameterChanges changes, CancellationToken cancellationToken)
    {
        if (changes.Password is not null || await FindAsync(cancellationToken).ConfigureAwait(false) is not { } current)
        {
            return false;
        }

        return changes.ApplyTo(current, _clock()) with { Revision = current.Revision, UpdatedUtc = current.UpdatedUtc } == current;
    }

    /// <summary>The account to sign in with.</summary>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>The credential; its password is held as a SecureString.</returns>
    /// <exception cref="ParameterException">The parameters were never set.</exception>
    /// <exception cref="SecretException">The password cannot be read here.</exception>
    public async Task<NetworkCredential> GetCredentialAsync(CancellationToken cancellationToken)
    {
        var (parameters, stored) = await _database
            .ReadAsync(session => (Read(session), ParameterRows.Secret(session, PasswordName)), cancellationToken)
            .ConfigureAwait(false);
        if (parameters is null || stored is null)
        {
            throw NotSet();
        }

        using var password = Password.Unprotect(stored, _protector);
        return ExchangeParameterChanges.Credential(parameters, password);
    }

    /// <summary>The account to sign in with, as it would be after <see cref="SetAsync"/>: to test it before it is stored.</summary>
    /// <param name="changes">What to set.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>The credential.</returns>
    /// <exception cref="ParameterException">A parameter cannot be taken, or one is missing.</exception>
    public async Task<NetworkCredential> PreviewCredentialAsync(ExchangeParameterChanges changes, CancellationToken cancellationToken)
    {
        var preview = await PreviewAsync(changes, cancellationToken).ConfigureAwait(false);
        if (changes.Password is not null)
        {
            return ExchangeParameterChanges.Credential(preview, changes.Password);
        }

        var stored = await GetCredentialAsync(cancellationToken).ConfigureAwait(false);
        return ExchangeParameterChanges.Credential(preview, stored.SecurePassword);
    }

    /// <summary>Remembers what was learned of the server, unless the parameters were set meanwhile.</summary>
    /// <param name="used">The parameters that it was learned with.</param>
    /// <param name="batchSize">The number of items per request that works.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>When it is stored.</returns>
    internal Task RememberServerAsync(ExchangeParameters used, int batchSize, CancellationToken cancellationToken) =>
        ChangeAsync(used, parameters => parameters with { BatchSize = batchSize }, cancellationToken);

    /// <summary>
    /// Stops every further run until the parameters are set again: the server refused the account (401), and going on would lock it out.
    /// </summary>
    /// <param name="used">The parameters that were refused; where they were set anew meanwhile, nothing is stopped.</param>
    /// <param name="reason">Why, without secrets.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>When it is stored.</returns>
    internal Task RefuseAccountAsync(ExchangeParameters used, string reason, CancellationToken cancellationToken) =>
        ChangeAsync(
            used,
            parameters => parameters with { AccountRefusedUtc = _clock().UtcDateTime, AccountRefusedReason = reason },
            cancellationToken
        );

    /// <summary>The parameters, or null if there is no store or they were never set.</summary>
    internal async Task<ExchangeParameters?> FindAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _database.ReadAsync(Read, cancellationToken).ConfigureAwait(false);
        }
        catch (Files.StoreMissingException)
        {
            return null;
        }
    }

    private Task<bool> ChangeAsync(
        ExchangeParameters used,
        Func<ExchangeParameters, ExchangeParameters> change,
        CancellationToken cancellationToken
    ) =>
        _database.WriteAsync(
            session =>
            {
                if (Read(session) is not { } current || current.Revision != used.Revision)
                {
                    return false;
                }

                var before = Values(current).ToDictionary(value => value.Name, value => value.Value);
                foreach (var (name, value) in Values(change(current)).Where(value => value.Value != before[value.Name]))
                {
                    ParameterRows.Set(session, name, value);
                }

                return true;
            },
            create: false,
            cancellationToken
        );

    private static IEnumerable<(string Name, string? Value)> Values(ExchangeParameters parameters) =>
        [
            (nameof(parameters.Url), parameters.Url.AbsoluteUri),
            (nameof(parameters.Domain), parameters.Domain),
            (nameof(parameters.UserName), parameters.UserName),
            (nameof(parameters.CertificateThumbprint), parameters.CertificateThumbprint),
            (nameof(parameters.Proxy), parameters.Proxy?.AbsoluteUri),
            (nameof(parameters.ServiceAccount), parameters.ServiceAccount),
            (nameof(parameters.TimeZone), parameters.TimeZone),
            (nameof(parameters.BatchSize), parameters.BatchSize?.ToString(CultureInfo.InvariantCulture)),
            (nameof(parameters.AccountRefusedUtc), Text(parameters.AccountRefusedUtc)),
            (nameof(parameters.AccountRefusedReason), parameters.AccountRefusedReason),
            (nameof(parameters.Revision), parameters.Revision.ToString(CultureInfo.InvariantCulture)),
            (nameof(parameters.UpdatedUtc), Text(parameters.UpdatedUtc)),
        ];

    private static ExchangeParameters? Read(SqlSession session)
    {
        var values = ParameterRows.Read(session);
        string? Value(string name) => values.TryGetValue(name, out var value) ? value : null;
        if (Value(nameof(ExchangeParameters.Url)) is not { } url)
        {
            return null;
        }

        return new ExchangeParameters
        {
            Url = new Uri(url),
            Domain = Value(nameof(ExchangeParameters.Domain)) ?? "",
            UserName = Value(nameof(ExchangeParameters.UserName)) ?? "",
            CertificateThumbprint = Value(nameof(ExchangeParameters.CertificateThumbprint)),
            Proxy = Value(nameof(ExchangeParameters.Proxy)) is { } proxy ? new Uri(proxy) : null,
            ServiceAccount = Value(nameof(ExchangeParameters.ServiceAccount)),
            TimeZone = Value(nameof(ExchangeParameters.TimeZone)) ?? Model.TimeZones.Local,
            BatchSize = Value(nameof(ExchangeParameters.BatchSize)) is { } size ? int.Parse(size, CultureInfo.InvariantCulture) : null,
            AccountRefusedUtc = Time(Value(nameof(ExchangeParameters.AccountRefusedUtc))),
            AccountRefusedReason = Value(nameof(ExchangeParameters.AccountRefusedReason)),
            Revision = long.Parse(Value(nameof(ExchangeParameters.Revision)) ?? "0", CultureInfo.InvariantCulture),
            UpdatedUtc = Time(Value(nameof(ExchangeParameters.UpdatedUtc))) ?? default,
        };
    }

    private static string? Text(DateTime? utc) => utc?.ToString("o", CultureInfo.InvariantCulture);

    private static DateTime? Time(string? text) =>
        text is null ? null : DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);

    private static ParameterException NotSet() =>
        new(ErrorIds.ParametersMissing, "The parameters are not set yet.", "Set them: Set-AsExchangeParameter -Url -Credential.");
}
