namespace AllSolutionsExchange.Storage.Migrations;

/// <summary>
/// A step from one schema to the next. A step that was published is never changed: a new table or column is a new step, in a
/// file of its own.
/// </summary>
/// <param name="Version">The schema's version after it; one more than the step before.</param>
/// <param name="Sql">The statements.</param>
internal sealed record Migration(int Version, string Sql);
