using System.Security;
using AllSolutionsExchange.AllSolutions.Connectors;
using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.AllSolutions;

/// <summary>What is to be set of the connector. What is null stays as it is.</summary>
public sealed record ConnectorChanges
{
    /// <summary>The bytes of connector.json.</summary>
    public byte[]? Map { get; init; }

    /// <summary>Whose the secret is, where a credential was given: the user or the client of the map.</summary>
    public string? UserName { get; init; }

    /// <summary>The secret that the map names.</summary>
    public SecureString? Secret { get; init; }

    /// <summary>The connector as it would be.</summary>
    /// <exception cref="ConnectorMapException">The map has faults.</exception>
    /// <exception cref="ParameterException">No map, or not the secret that it asks for.</exception>
    internal StoredConnector ApplyTo(StoredConnector? current, DateTimeOffset now)
    {
        var bytes =
            Map
            ?? current?.Bytes
            ?? throw new ParameterException(
                ErrorIds.ConnectorMapMissing,
                "No connector is set yet, and no map was given.",
                "Give the path of the map: Set-AsConnector -Path connector.json."
            );
        var map = ConnectorMap.Parse(bytes);
        CheckUser(map.Server.SignIn);
        CheckSecret(map, current);
        return new StoredConnector(bytes, map) { UpdatedUtc = now.UtcDateTime };
    }

    private void CheckUser(SignInMap signIn)
    {
        var named = UserOf(signIn);
        if (UserName is null || string.Equals(UserName, named, StringComparison.Ordinal))
        {
            return;
        }

        throw new ParameterException(
            ErrorIds.ConnectorSecretRefused,
            named is null
                ? "The map names no user, and a credential with a user name was given."
                : $"The map signs in as '{ForeignText.Shown(named)}', and the credential is of '{ForeignText.Shown(UserName)}'.",
            named is null ? "Give the secret alone, with -Secret." : "Give the credential of that user, or correct the user in the map."
        );
    }

    private void CheckSecret(ConnectorMap map, StoredConnector? current)
    {
        var signIn = map.Server.SignIn;
        var isGiven = Secret is { Length: > 0 };
        if (signIn.Secret is null && Secret is not null)
        {
            throw new ParameterException(
                ErrorIds.ConnectorSecretRefused,
                "The map names no secret, and one was given.",
                "Name it in the map, in \"signIn\", or leave -Credential and -Secret out."
            );
        }

        if (signIn.Secret is not { } name || isGiven)
        {
            return;
        }

        var isKept = Secret is null && current?.Secret is not null;
        if (!isKept || !current!.Map.AsksForTheSameSecretAs(map))
        {
            throw new ParameterException(
                ErrorIds.ConnectorSecretRefused,
                isKept
                    ? $"The map asks for the secret '{ForeignText.Shown(name)}', and the one that is kept was given for another server or "
                        + "another account."
                    : $"The map asks for the secret '{ForeignText.Shown(name)}', which was not given.",
                UserOf(signIn) is { } user
                    ? $"Give it with -Credential {CommandText.Quote(user)}, or with -Secret."
                    : "Give it with -Secret (Read-Host -AsSecureString)."
            );
        }
    }

    /// <summary>Who signs in; null if the map names nobody.</summary>
    internal static string? UserOf(SignInMap signIn) =>
        signIn switch
        {
            SignInMap.Basic basic => basic.User,
            SignInMap.ClientCredentials client => client.ClientId,
            _ => null,
        };
}
