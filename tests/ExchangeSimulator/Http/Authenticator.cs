using System.Text;

namespace ExchangeSimulator.Http;

/// <summary>Lets in whoever has the account's password; answers everybody else as the mode of authentication does.</summary>
internal sealed class Authenticator(SimulatorOptions options, ExchangeProduct product, string password, string accountAddress)
{
    /// <summary>True where the request may go on; else it has been answered.</summary>
    public async Task<bool> AdmitAsync(HttpContext http)
    {
        if (
            options.Authentication == AuthenticationMode.Anonymous
            || (options.Authentication == AuthenticationMode.Basic && HasCredential(http.Request))
        )
        {
            return true;
        }

        if (options.Authentication is AuthenticationMode.Basic or AuthenticationMode.NtlmOnly or AuthenticationMode.BearerOnly)
        {
            Challenge(http);
        }
        else
        {
            await ClosedDoors.AnswerAsync(http, options, product);
        }

        return false;
    }

    /// <summary>401 with what the server offers.</summary>
    public void Challenge(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status401Unauthorized;
        var offers = http.Response.Headers;
        if (options.Authentication == AuthenticationMode.BearerOnly)
        {
            offers.Append(
                "WWW-Authenticate",
                "Bearer client_id=\"00000002-0000-0ff1-ce00-000000000000\", "
                    + "trusted_issuers=\"00000001-0000-0000-c000-000000000000@*\", token_types=\"app_asserted_user_v1 "
                    + "service_asserted_app_v1\""
            );
            return;
        }
        offers.Append("WWW-Authenticate", "Negotiate");
        offers.Append("WWW-Authenticate", "NTLM");
        if (options.Authentication == AuthenticationMode.Basic)
        {
            offers.Append("WWW-Authenticate", $"Basic realm=\"{http.Request.Host.Host}\"");
        }
    }

    private bool HasCredential(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var buffer = new byte[header.Length];
        if (!Convert.TryFromBase64String(header[6..].Trim(), buffer, out var length))
        {
            return false;
        }

        var credential = Encoding.UTF8.GetString(buffer, 0, length);
        var colon = credential.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && IsAccount(credential[..colon]) && string.Equals(credential[(colon + 1)..], password, StringComparison.Ordinal);
    }

    private bool IsAccount(string user) =>
        user.Equals(options.Account, StringComparison.OrdinalIgnoreCase) || user.Equals(accountAddress, StringComparison.OrdinalIgnoreCase);
}
