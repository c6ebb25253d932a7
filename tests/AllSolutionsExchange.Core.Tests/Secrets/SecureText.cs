using System.Security;

namespace AllSolutionsExchange.Tests.Secrets;

internal static class SecureText
{
    public static SecureString Of(string text)
    {
        var password = new SecureString();
        foreach (var character in text)
        {
            password.AppendChar(character);
        }

        return password;
    }
}
