using AllSolutionsExchange.Storage;

namespace AllSolutionsExchange.AllSolutions;

/// <summary>The table <c>parameter(name, value)</c>: plain values are text, protected ones are blobs.</summary>
internal static class ParameterRows
{
    public static Dictionary<string, string> Read(SqlSession session) =>
        session
            .Prepare("SELECT name, value FROM parameter WHERE typeof(value) = 'text'")
            .All(static row => (Name: row.Text(0), Value: row.Text(1)))
            .ToDictionary(row => row.Name, row => row.Value, StringComparer.Ordinal);

    /// <summary>Stores a value, or takes it away where it is null.</summary>
    public static void Set(SqlSession session, string name, string? value)
    {
        if (value is null)
        {
            session.Prepare("DELETE FROM parameter WHERE name = ?").Bind(name).Run();
        }
        else
        {
            session
                .Prepare("INSERT INTO parameter(name, value) VALUES(?, ?) ON CONFLICT(name) DO UPDATE SET value = excluded.value")
                .Bind(name)
                .Bind(value)
                .Run();
        }
    }

    /// <summary>A protected value, or null.</summary>
    public static byte[]? Secret(SqlSession session, string name) =>
        session.Prepare("SELECT value FROM parameter WHERE name = ?").Bind(name).First(static row => row.Blob(0));

    public static void SetSecret(SqlSession session, string name, byte[] value) =>
        session
            .Prepare("INSERT INTO parameter(name, value) VALUES(?, ?) ON CONFLICT(name) DO UPDATE SET value = excluded.value")
            .Bind(name)
            .Bind(value)
            .Run();
}
