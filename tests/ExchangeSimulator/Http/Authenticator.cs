using System.Text;

namespace ExchangeSimulator.Http;

/// <summary>Lets in whoever has the account's password; answers everybody else as the mode of authentication does.</summary>
internal sealed class Authenticator(SimulatorOptions options, ExchangeProduct product, string password, string accountAddress)
{
    /// <summary>True where the request may go on; else it has been answered.</summary>
    public async Task<bool> AdmitAsync(HttpContext http)
    {
        switch (options.Authentication)
        {
            case AuthenticationMode.OwaForms:
                await LogonPages.ChallengeOwaAsync(http, product);
                return false;
            case AuthenticationMode.TmgForms:
                LogonPages.ChallengeTmg(http);
                return false;
            case AuthenticationMode.GatewayRedirect:
                http.Response.Redirect(options.GatewayUrl.AbsoluteUri);
                return false;
            case AuthenticationMode.Basic when HasCredential(http.Request):
                return true;
            default:
                Challenge(http);
                return false;
        }
    }

    /// <summary>401 with what the server offers.</summary>
    public void Challenge(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status401Unauthorized;
        var offers = http.Response.Headers;
        offers.Append("WWW-Authenticate", "Negotiate");
        offers.Append("WWW-Authenticate", "NTLM");
        if (options.Authentication == AuthenticationMode.Basic)
            offers.Append("WWW-Authenticate", $"Basic realm=\"{http.Request.Host.Host}\"");
    }

    private bool HasCredential(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
            return false;
        var buffer = new byte[header.Length];
        if (!Convert.TryFromBase64String(header[6..].Trim(), buffer, out var length))
            return false;
        var credential = Encoding.UTF8.GetString(buffer, 0, length);
        var colon = credential.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && IsAccount(credential[..colon]) && string.Equals(credential[(colon + 1)..], password, StringComparison.Ordinal);
    }

    private bool IsAccount(string user) =>
        user.Equals(options.Account, StringComparison.OrdinalIgnoreCase) || user.Equals(accountAddress, StringComparison.OrdinalIgnoreCase);
}
