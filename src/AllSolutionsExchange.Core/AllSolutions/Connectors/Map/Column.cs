using System.Text.Json;
using System.Text.Json.Nodes;

namespace AllSolutionsExchange.AllSolutions.Connectors;

/// <summary>The name of a value in a row: the names of the objects around it, and its own.</summary>
internal sealed record ColumnName(IReadOnlyList<string> Names)
{
    /// <summary>The value; null where the row has no such name. A null in an object's place has no values.</summary>
    public JsonElement? In(JsonElement row)
    {
        foreach (var name in Names)
        {
            if (row.ValueKind == JsonValueKind.Null)
            {
                return row;
            }

            if (row.ValueKind != JsonValueKind.Object || !row.TryGetProperty(name, out row))
            {
                return null;
            }
        }

        return row;
    }

    /// <summary>Puts a value into a row.</summary>
    public void Put(JsonObject row, JsonNode? value)
    {
        for (var i = 0; i < Names.Count - 1; i++)
        {
            if (row[Names[i]] is not JsonObject inner)
            {
                row[Names[i]] = inner = [];
            }

            row = inner;
        }

        row[Names[Names.Count - 1]] = value;
    }

    public override string ToString() => string.Join(" > ", Names);
}

/// <summary>Where a part of a field is in a row, and how it is written there.</summary>
/// <param name="Part">The part.</param>
/// <param name="Name">Its name there.</param>
/// <param name="Form">How it is written.</param>
internal sealed record Column(FieldPart Part, ColumnName Name, ValueForm Form)
{
    /// <summary>Whether a row without the name holds none, and is not a fault.</summary>
    public bool IsOptional { get; init; }

    /// <summary>Whether it is read and never written.</summary>
    public bool IsReadOnly { get; init; }
}

/// <summary>How a value is written in JSON.</summary>
internal abstract record ValueForm
{
    /// <exception cref="FormatException">It is written in another way.</exception>
    public abstract object? Read(JsonElement json);

    /// <exception cref="FormatException">It cannot be written.</exception>
    public abstract JsonNode? Write(object? value);

    /// <summary>What JSON is there, without what it says: that may be private.</summary>
    protected static string Found(JsonElement json) =>
        json.ValueKind switch
        {
            JsonValueKind.String => "a text",
            JsonValueKind.Number => "a number",
            JsonValueKind.True or JsonValueKind.False => "true or false",
            JsonValueKind.Array => "a list",
            JsonValueKind.Null => "null",
            _ => "an object",
        };
}
