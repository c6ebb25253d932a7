using System.Globalization;
using System.Text;

namespace AllSolutionsExchange.Impersonation;

/// <summary>Distinguished names of Active Directory, as text (RFC 4514).</summary>
internal static class DistinguishedName
{
    /// <summary>
    /// The value of the first relative name, unescaped: <c>Jansen, Jan</c> of <c>CN=Jansen\, Jan,OU=Sales,DC=contoso,DC=nl</c>.
    /// </summary>
    public static string FirstValue(string name)
    {
        var bytes = new List<byte>();
        for (var i = name.IndexOf('=') + 1; i < name.Length && name[i] is not (',' or '+' or ';'); i++)
        {
            if (name[i] != '\\' || i + 1 >= name.Length)
            {
                bytes.AddRange(Encoding.UTF8.GetBytes(Character(name, ref i)));
            }
            else if (
                i + 2 < name.Length
                && byte.TryParse(name.Substring(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var octet)
            )
            {
                bytes.Add(octet);
                i += 2;
            }
            else
            {
                i++;
                bytes.AddRange(Encoding.UTF8.GetBytes(Character(name, ref i)));
            }
        }

        return Encoding.UTF8.GetString([.. bytes]).Trim();
    }

    private static string Character(string name, ref int index) =>
        char.IsSurrogatePair(name, index) ? name.Substring(index++, 2) : name[index].ToString();
}
